// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

func TestStatsCountWhatWasAsked(t *testing.T) {
	b := newBench(t, nil)
	b.read("VirtualMachine", "name")
	_, err := loginError(b.server, "user", "wrong")
	equal(t, "wrong password", faultName(err), "InvalidLogin")
	s := b.stats()
	equal(t, "reads", s.Calls["RetrievePropertiesEx"], 1)
	equal(t, "logins", s.Logins, 1)
	equal(t, "refused", s.RefusedLogins, 1)
	equal(t, "faults", s.Faults["Login"], 1)
	equal(t, "open", s.OpenSessions, 1)
	equal(t, "references", s.MostReferences, 1)
	equal(t, "bytes", s.BytesSent > 1000, true)
	must(t, b.Logout(b.ctx))
	s = b.stats()
	equal(t, "logouts", s.Logouts, 1)
	equal(t, "open after logout", s.OpenSessions, 0)
}

func TestSessionsOfADumpAreNotCounted(t *testing.T) {
	dump := newBench(t, nil).dump()
	b := newBench(t, func(o *options) { o.load = dump })
	equal(t, "open", b.stats().OpenSessions, 1)
	must(t, b.Logout(b.ctx))
	equal(t, "open after logout", b.stats().OpenSessions, 0)
}

func TestSessionsEndOnceInTheMiddle(t *testing.T) {
	b := newBench(t, func(o *options) { o.expireAfter = 2 })
	read := func() types.ObjectContent {
		res, err := methods.RetrievePropertiesEx(b.ctx, b, &types.RetrievePropertiesEx{
			This: b.ServiceContent.PropertyCollector,
			SpecSet: []types.PropertyFilterSpec{{
				PropSet:   []types.PropertySpec{{Type: "Folder", PathSet: []string{"name"}}},
				ObjectSet: []types.ObjectSpec{{Obj: b.ServiceContent.RootFolder}},
			}},
		})
		must(t, err)
		return res.Returnval.Objects[0]
	}
	for range 2 {
		equal(t, "before", len(read().PropSet), 1)
	}
	equal(t, "after", fmt.Sprint(missing(read())), "map[name:NotAuthenticated]")
	equal(t, "ended", b.stats().EndedSessions, 1)
	equal(t, "open", b.stats().OpenSessions, 0)
	b.Client = login(t, b.server, "user", "pass")
	for range 4 {
		equal(t, "with a new session", len(read().PropSet), 1)
	}
}

func TestAnIdleSessionEnds(t *testing.T) {
	b := newBench(t, func(o *options) { o.sessionTimeout = 200 * time.Millisecond })
	deadline := time.Now().Add(10 * time.Second)
	for b.stats().OpenSessions > 0 && time.Now().Before(deadline) {
		time.Sleep(50 * time.Millisecond)
	}
	equal(t, "open", b.stats().OpenSessions, 0)
}

func TestFaultsAreInjected(t *testing.T) {
	file := filepath.Join(t.TempDir(), "faults.json")
	must(t, os.WriteFile(file, []byte(`[
		{"method": "CurrentTime", "fault": "notAuthenticated", "skipCount": 1, "maxCount": 1},
		{"method": "CurrentTime", "fault": "TaskInProgress", "maxCount": 1, "skipCount": 1}]`), 0o600))
	b := newBench(t, func(o *options) { o.faults = file })
	var got []string
	for range 4 {
		_, err := methods.GetCurrentTime(b.ctx, b)
		got = append(got, faultName(err))
	}
	equal(t, "answers", fmt.Sprint(got), "[<nil> NotAuthenticated TaskInProgress <nil>]")
	for _, bad := range []string{`[{"fault": "noSuchFault"}]`, `[{"fault": "NoSuchFault"}]`, `[{"metod": "x"}]`, `{`} {
		must(t, os.WriteFile(file, []byte(bad), 0o600))
		if err := addFaults(b.server.model.Service, file); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}

func TestDelaysHoldForALoadedDumpToo(t *testing.T) {
	dump := newBench(t, nil).dump()
	b := newBench(t, func(o *options) {
		o.load = dump
		o.methodDelay = map[string]time.Duration{"CurrentTime": 300 * time.Millisecond}
	})
	begin := time.Now()
	_, err := methods.GetCurrentTime(b.ctx, b)
	must(t, err)
	equal(t, "slow", time.Since(begin) >= 300*time.Millisecond, true)
}

func TestAboutAndClock(t *testing.T) {
	b := newBench(t, func(o *options) {
		o.apiVersion, o.instanceUUID, o.clockOffset = "8.0.3.0", "11111111-2222-3333-4444-555555555555", -time.Hour
	})
	equal(t, "api", b.ServiceContent.About.ApiVersion, "8.0.3.0")
	equal(t, "version", b.ServiceContent.About.Version, "8.0.3")
	equal(t, "uuid", b.ServiceContent.About.InstanceUuid, "11111111-2222-3333-4444-555555555555")
	now, err := methods.GetCurrentTime(b.ctx, b)
	must(t, err)
	behind := time.Since(*now)
	equal(t, "clock", behind > 59*time.Minute && behind < 61*time.Minute, true)
}

func TestAHostOfItsOwn(t *testing.T) {
	b := newBench(t, func(o *options) { o.esx, o.vms = true, 3 })
	equal(t, "type", b.ServiceContent.About.ApiType, "HostAgent")
	equal(t, "vms", len(b.read("VirtualMachine", "name")), 3)
}

func TestAnAddressInUseIsAnError(t *testing.T) {
	b := newBench(t, nil)
	o := defaults()
	o.listen = b.Client.Client.URL().Host
	_, err := start(o)
	equal(t, "error", err != nil, true)
}
