// SPDX-License-Identifier: Apache-2.0

package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"

	_ "github.com/vmware/govmomi/vapi/simulator" // REST: sessions and tags
)

type server struct {
	url, thumbprint string
	model           *simulator.Model
	http            *simulator.Server
	gate            *gate
}

// start serves until close. Nobody can connect before it has returned: the address is not known earlier, unless it was
// given.
func start(o options) (*server, error) {
	m, history, err := build(o)
	if err != nil {
		return nil, err
	}
	s := &server{model: m}
	if err := s.prepare(o, history); err != nil {
		m.Remove()
		return nil, err
	}
	return s, nil
}

func build(o options) (*simulator.Model, history, error) {
	if o.load != "" {
		return loadDump(o.load, o.events, o.tasks)
	}
	m := simulator.VPX()
	m.Host, m.Cluster, m.ClusterHost, m.Machine = 0, o.clusters, o.hosts, o.vms
	if o.esx {
		m = simulator.ESX()
		m.Machine = o.vms
	}
	if err := m.Create(); err != nil {
		return nil, history{}, err
	}
	h, err := readHistory(nonEmpty(o.events), nonEmpty(o.tasks))
	if err != nil {
		m.Remove()
	}
	return m, h, err
}

func nonEmpty(file string) []string {
	if file == "" {
		return nil
	}
	return []string{file}
}

func (s *server) prepare(o options, h history) (err error) {
	instance, ok := s.model.Map().Get(vim25.ServiceInstance).(*simulator.ServiceInstance)
	if !ok {
		return errors.New("the dump has no ServiceInstance")
	}
	about(&instance.Content.About, o)
	s.model.Map().Put(&clockedInstance{ServiceInstance: instance, offset: o.clockOffset})
	if o.judge {
		if err := addJudge(s.model.Map(), instance.Content); err != nil {
			return err
		}
	}
	if o.sessionTimeout > 0 {
		s.model.Map().OptionManager().UpdateOptions(&types.UpdateOptions{ChangedValue: []types.BaseOptionValue{
			&types.OptionValue{Key: "config.vmacore.soap.sessionTimeout", Value: o.sessionTimeout.String()},
		}})
	}
	if err := h.replay(s.model.Map(), instance.Content, time.Now().Add(o.clockOffset)); err != nil {
		return err
	}
	service := s.model.Service
	if err := addFaults(service, o.faults); err != nil {
		return err
	}
	service.RegisterEndpoints = true
	// A user of our own, even with the default name and password: with its default the simulator accepts any login.
	service.Listen = &url.URL{Host: o.listen, User: url.UserPassword(o.username, o.password)}
	if o.tls {
		cert, pem, thumbprint, err := selfSigned()
		if err != nil {
			return err
		}
		service.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
		s.thumbprint = thumbprint
		if o.certFile != "" {
			if err := os.WriteFile(o.certFile, pem, 0o644); err != nil {
				return err
			}
		}
	}
	s.gate = newGate(service, o)
	// These patterns are more specific than the simulator's own, so they are served first and hand on to it.
	service.ServeMux = http.NewServeMux()
	service.ServeMux.Handle("POST "+vim25.Path, s.gate)
	service.ServeMux.Handle("POST "+vim25.Path+"/vimService", s.gate)
	service.ServeMux.HandleFunc("GET /vpreflight/stats", s.gate.serveStats)
	if err := s.listen(); err != nil {
		return err
	}
	// Nobody knows the address yet.
	s.gate.rest, err = newRestGate(o.rest, s.http.Config.Handler)
	if err == nil {
		s.http.Config.Handler = s.gate.rest
	}
	return err
}

// listen turns the simulator's panic about an address in use into an error.
func (s *server) listen() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	s.http = s.model.Service.NewServer()
	u := *s.http.URL
	u.User = nil
	s.url = u.String()
	return nil
}

func (s *server) close() {
	closed := make(chan struct{})
	go func() {
		s.http.Close()
		s.model.Remove()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(2 * time.Second): // a client that still waits for updates must not keep the server alive
		log.Print("closed with calls under way")
	}
}

func about(a *types.AboutInfo, o options) {
	if o.apiVersion != "" {
		a.ApiVersion = o.apiVersion
		a.Version = strings.Join(strings.SplitN(o.apiVersion+"...", ".", 4)[:3], ".")
		a.Version = strings.TrimRight(a.Version, ".")
	}
	if o.instanceUUID != "" {
		a.InstanceUuid = o.instanceUUID
	}
}

// clockedInstance is a ServiceInstance whose clock may differ from this machine's.
type clockedInstance struct {
	*simulator.ServiceInstance
	offset time.Duration
}

func (c *clockedInstance) CurrentTime(*types.CurrentTime) soap.HasFault {
	return &methods.CurrentTimeBody{Res: &types.CurrentTimeResponse{Returnval: time.Now().UTC().Add(c.offset)}}
}
