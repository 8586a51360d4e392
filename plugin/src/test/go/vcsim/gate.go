// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// gate stands before the simulator's SOAP handler: it counts, delays, ends sessions and applies the rules to replies.
type gate struct {
	service     *simulator.Service
	rules       rules
	delay       time.Duration
	methodDelay map[string]time.Duration

	expireAfter int
	memory      *memory // nil: every question goes to the simulator
	rest        *restGate

	mu    sync.Mutex
	stats stats
	reads int                 // property collector calls so far
	pages map[string]question // token of a page that can still be read, to what was asked
}

// stats is the answer of /vpreflight/stats.
type stats struct {
	Calls          map[string]int `json:"calls"`
	Faults         map[string]int `json:"faults"`
	Logins         int            `json:"logins"`
	RefusedLogins  int            `json:"refusedLogins"`
	Logouts        int            `json:"logouts"`
	OpenSessions   int            `json:"openSessions"`
	EndedSessions  int            `json:"endedSessions"`
	InFlight       int            `json:"inFlight"`
	MostInFlight   int            `json:"mostInFlight"`
	MostReferences int            `json:"mostReferences"`
	BytesSent      int64          `json:"bytesSent"`
	UserAgents     map[string]int `json:"userAgents"`
	Rest           map[string]int `json:"rest"`
}

func newGate(service *simulator.Service, o options) *gate {
	var remembered *memory
	if o.replay {
		remembered = newMemory()
	}
	return &gate{
		memory:  remembered,
		service: service, rules: o.rules, delay: o.delay, methodDelay: o.methodDelay, expireAfter: o.expireAfter,
		pages: map[string]question{},
		stats: stats{Calls: map[string]int{}, Faults: map[string]int{}, UserAgents: map[string]int{}},
	}
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client is gone
	}
	q := readQuestion(body)
	g.begin(q, r.UserAgent())
	recorder := &recorder{ResponseWriter: w, keep: len(g.rules) > 0 && q.reads(), status: http.StatusOK}
	defer func() { g.end(q, recorder) }()
	if d := g.delay + g.methodDelay[q.method]; d > 0 {
		select {
		case <-time.After(d):
		case <-r.Context().Done():
			return
		}
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if g.memory != nil && strings.Contains(q.method, "RetrieveProperties") {
		g.memory.serve(recorder, body, func(w http.ResponseWriter) { g.service.ServeSDK(w, r) })
	} else {
		g.service.ServeSDK(recorder, r)
	}
	if recorder.keep {
		g.answer(q, recorder)
	}
}

func (g *gate) begin(q question, agent string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	name := q.method
	if name == "" {
		name = "(not SOAP)"
	}
	g.stats.Calls[name]++
	g.stats.UserAgents[agent]++
	g.stats.InFlight++
	g.stats.MostInFlight = max(g.stats.MostInFlight, g.stats.InFlight)
	g.stats.MostReferences = max(g.stats.MostReferences, q.references)
	if g.expireAfter > 0 && q.kind == "PropertyCollector" {
		if g.reads == g.expireAfter {
			g.endSessions()
		}
		g.reads++
	}
}

func (g *gate) end(q question, rec *recorder) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stats.InFlight--
	g.stats.BytesSent += rec.sent
	ok := rec.status == http.StatusOK
	if !ok {
		g.stats.Faults[q.method]++
	}
	switch q.method {
	case "Login", "LoginByToken", "LoginExtensionByCertificate", "CloneSession":
		if ok {
			g.stats.Logins++
		} else {
			g.stats.RefusedLogins++
		}
	case "Logout":
		if ok {
			g.stats.Logouts++
		}
	}
}

func (g *gate) answer(q question, rec *recorder) {
	reply := rec.buffer.Bytes()
	if rec.status == http.StatusOK {
		if q.token != "" {
			g.mu.Lock()
			q.asked = g.pages[q.token].asked
			delete(g.pages, q.token)
			g.mu.Unlock()
		}
		out, token, fault, err := g.rules.rewrite(q, reply)
		if err != nil {
			log.Panicf("%s: %v", q.method, err)
		}
		if token != "" {
			g.mu.Lock()
			g.pages[token] = q
			g.mu.Unlock()
		}
		if fault {
			rec.status = http.StatusInternalServerError
		}
		reply = out
	}
	rec.Header().Set("Content-Length", strconv.Itoa(len(reply)))
	rec.ResponseWriter.WriteHeader(rec.status)
	n, _ := rec.ResponseWriter.Write(reply)
	rec.sent += int64(n)
}

// sessions asks the simulator itself, so that sessions that ran into their idle time are not counted.
func (g *gate) sessions() []types.UserSession {
	m := g.service.Context.Map
	view := &simulator.Session{Registry: simulator.NewRegistry(), Map: m}
	manager, ok := view.Get(m.SessionManager().Self).(*simulator.SessionManager)
	if !ok {
		return nil
	}
	return manager.SessionList[len(m.SessionManager().SessionList):] // without those that a dump tells of
}

func (g *gate) endSessions() {
	for _, s := range g.sessions() {
		g.service.Context.Map.SessionManager().TerminateSession(g.service.Context, &types.TerminateSession{SessionId: []string{s.Key}})
		g.stats.EndedSessions++
	}
}

func (g *gate) serveStats(w http.ResponseWriter, _ *http.Request) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.stats.OpenSessions = len(g.sessions())
	g.stats.Rest = g.rest.counts()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(g.stats)
}

// recorder counts what is sent, or keeps it back to be rewritten.
type recorder struct {
	http.ResponseWriter
	keep   bool
	status int
	sent   int64
	buffer bytes.Buffer
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	if !r.keep {
		r.ResponseWriter.WriteHeader(status)
	}
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.keep {
		return r.buffer.Write(b)
	}
	n, err := r.ResponseWriter.Write(b)
	r.sent += int64(n)
	return n, err
}
