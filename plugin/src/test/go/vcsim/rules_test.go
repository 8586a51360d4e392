// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"testing"

	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/types"
)

func withRules(t *testing.T, unset, deny string) *bench {
	return newBench(t, func(o *options) {
		if unset != "" {
			must(t, o.rules.add(unset, false))
		}
		if deny != "" {
			must(t, o.rules.add(deny, true))
		}
	})
}

func TestAnUnsetPropertyIsLeftOut(t *testing.T) {
	b := withRules(t, "VirtualMachine:runtime.consolidationNeeded,config.version", "")
	for id, vm := range b.read("VirtualMachine", "name", "runtime.consolidationNeeded", "config.version", "runtime.powerState") {
		p := props(vm)
		equal(t, id+" properties", len(p), 2)
		equal(t, id+" missing", len(vm.MissingSet), 0)
		equal(t, id+" power", p["runtime.powerState"].(types.VirtualMachinePowerState), types.VirtualMachinePowerStatePoweredOn)
	}
}

func TestAnUnsetPropertyIsLeftOutOfTheWholeOne(t *testing.T) {
	b := withRules(t, "VirtualMachine:runtime.consolidationNeeded,config.hardware.device[4000].key", "")
	ref := b.anyVM()
	ask := func(path string) string {
		_, reply := b.post(`<RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">` +
			b.ServiceContent.PropertyCollector.Value + `</_this><specSet><propSet><type>VirtualMachine</type><pathSet>` + path +
			`</pathSet></propSet><objectSet><obj type="VirtualMachine">` + ref.Value + `</obj></objectSet></specSet><options/>` +
			`</RetrievePropertiesEx>`)
		return reply
	}
	contains(t, ask("runtime"), "<consolidationNeeded>", false)
	contains(t, ask("runtime"), "<powerState>poweredOn</powerState>", true)
	for _, path := range []string{"config", "config.hardware", "config.hardware.device", "config.hardware.device[4000]"} {
		contains(t, ask(path), "<key>4000</key>", false)
		contains(t, ask(path), "<macAddress>", true)
	}
	contains(t, ask("config.hardware.device"), "<key>200</key>", true)
	_, fetched := b.post(`<Fetch xmlns="urn:vim25"><_this type="VirtualMachine">` + ref.Value + `</_this><prop>runtime</prop></Fetch>`)
	contains(t, fetched, "<consolidationNeeded>", false)
	contains(t, fetched, "<powerState>poweredOn</powerState>", true)
}

func TestARuleMayNameOneObject(t *testing.T) {
	plain := newBench(t, nil)
	one := plain.anyVM().Value // the ids of a created model are the same every time
	b := withRules(t, "VirtualMachine/"+one+":name", "")
	for id, vm := range b.read("VirtualMachine", "name") {
		_, ok := props(vm)["name"]
		equal(t, id, ok, id != one)
	}
}

func TestADeniedPropertyIsInMissingSet(t *testing.T) {
	b := withRules(t, "", "VirtualMachine:config.uuid,snapshot,summary.config.name")
	for id, vm := range b.read("VirtualMachine", "name", "config.uuid", "snapshot", "summary") {
		equal(t, id, fmt.Sprint(missing(vm)),
			"map[config.uuid:NoPermission snapshot:NoPermission summary.config.name:NoPermission]")
		p := props(vm)
		equal(t, id+" properties", len(p), 2)
		summary := p["summary"].(types.VirtualMachineSummary)
		equal(t, id+" name inside of summary", summary.Config.Name, "")
		equal(t, id+" uuid inside of summary", summary.Config.Uuid != "", true)
		fault := vm.MissingSet[0].Fault.Fault.(*types.NoPermission)
		equal(t, id+" object", fault.Object.Value, id)
		equal(t, id+" privilege", fault.PrivilegeId, "System.Read")
	}
}

func TestADeniedObjectTellsNothing(t *testing.T) {
	b := withRules(t, "", "HostSystem:summary")
	for id, host := range b.read("HostSystem", "summary.rebootRequired", "summary.config.product") {
		equal(t, id+" properties", len(host.PropSet), 0)
		equal(t, id, fmt.Sprint(missing(host)), "map[summary.config.product:NoPermission summary.rebootRequired:NoPermission]")
	}
}

func TestRulesHoldOnEveryPage(t *testing.T) {
	b := withRules(t, "VirtualMachine:config.version", "VirtualMachine:config.uuid,snapshot")
	objects := b.readPages("VirtualMachine", 1, "name", "config.version", "config.uuid", "snapshot")
	equal(t, "objects", len(objects), 2)
	for _, o := range objects {
		_, set := props(o)["config.version"]
		equal(t, o.Obj.Value+" version", set, false)
		equal(t, o.Obj.Value, fmt.Sprint(missing(o)), "map[config.uuid:NoPermission snapshot:NoPermission]")
	}
	equal(t, "tokens kept", len(b.server.gate.pages), 0)
}

func TestRulesHoldInUpdates(t *testing.T) {
	b := withRules(t, "VirtualMachine:config.version", "VirtualMachine:config.uuid")
	f := new(property.WaitFilter).Add(b.anyVM(), "VirtualMachine", []string{"name", "config.version", "config.uuid"})
	pc, err := property.DefaultCollector(b.Client.Client).Create(b.ctx)
	must(t, err)
	_, err = pc.CreateFilter(b.ctx, f.CreateFilter)
	must(t, err)
	res, err := methods.WaitForUpdatesEx(b.ctx, b, &types.WaitForUpdatesEx{This: pc.Reference()})
	must(t, err)
	update := res.Returnval.FilterSet[0].ObjectSet[0]
	equal(t, "changes", len(update.ChangeSet), 1)
	equal(t, "change", update.ChangeSet[0].Name, "name")
	equal(t, "missing", len(update.MissingSet), 1)
	equal(t, "missing path", update.MissingSet[0].Path, "config.uuid")
}

func TestFetchOfADeniedPropertyIsAFault(t *testing.T) {
	b := withRules(t, "VirtualMachine:config", "VirtualMachine:runtime")
	fetch := func(prop string) (int, string) {
		return b.post(`<Fetch xmlns="urn:vim25"><_this type="VirtualMachine">` + b.anyVM().Value + `</_this><prop>` + prop + `</prop></Fetch>`)
	}
	status, reply := fetch("runtime")
	equal(t, "status", status, 500)
	contains(t, reply, "NoPermissionFault", true)
	status, reply = fetch("config")
	equal(t, "status", status, 200)
	contains(t, reply, "returnval", false)
}

func TestRuleSyntax(t *testing.T) {
	for text, good := range map[string]bool{
		"VirtualMachine:name": true, "VirtualMachine/vm-1:config.uuid,name": true,
		`VirtualMachine:config.extraConfig["scsi0:0.ctkEnabled"].value`: true,
		"VirtualMachine": false, "VirtualMachine:": false, "VirtualMachine:a..b": false, "VirtualMachine:a.": false, ":a": false,
	} {
		var r rules
		equal(t, text, r.add(text, false) == nil, good)
	}
}

func TestWhereARuleLies(t *testing.T) {
	for _, c := range []struct {
		rule, asked string
		whole       bool
		rest        string
	}{
		{"config", "config", true, "[]"},
		{"config", "config.uuid", true, "[]"},
		{"config", "configStatus", false, "[]"},
		{"config.uuid", "config", false, "[{uuid  false}]"},
		{"config.uuid", "config.name", false, "[]"},
		{"a.b[1].c", "a.b[1].c", true, "[]"},
		{"a.b[1].c", "a.b[2].c", false, "[]"},
		{"a.b[1].c", "a.b", false, "[{ 1 true} {c  false}]"},
		{"a.b[1].c", "a.b[1]", false, "[{c  false}]"},
		{"a.b", "a.b[1].c", true, "[]"},
		{`a.b["k.v"]`, `a.b["k.v"].value`, true, "[]"},
	} {
		p, ok := parsePath(c.rule)
		equal(t, c.rule, ok, true)
		asked, _ := parsePath(c.asked)
		whole, rest := rule{path: p}.within(asked)
		equal(t, c.rule+" in "+c.asked+": whole", whole, c.whole)
		equal(t, c.rule+" in "+c.asked+": rest", fmt.Sprint(rest), c.rest)
	}
}
