// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
)

// How the REST API is served.
const (
	restOn     = "on"
	restOff    = "off"    // as a server that has none
	restRefuse = "refuse" // as to an account that may only look
)

// restGate stands before everything: it counts the calls of the REST API, and may refuse them.
type restGate struct {
	mode string
	next http.Handler

	mu    sync.Mutex
	calls map[string]int
}

func newRestGate(mode string, next http.Handler) (*restGate, error) {
	switch mode {
	case restOn, restOff, restRefuse:
		return &restGate{mode: mode, next: next, calls: map[string]int{}}, nil
	}
	return nil, fmt.Errorf("-rest is on, off or refuse, not %q", mode)
}

func (g *restGate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasPrefix(r.URL.Path, "/rest/") && !strings.HasPrefix(r.URL.Path, "/api/") {
		g.next.ServeHTTP(w, r)
		return
	}
	name := restName(r)
	g.mu.Lock()
	g.calls[name]++
	g.mu.Unlock()
	looks := r.Method == http.MethodGet || strings.Contains(name, "list-") || strings.Contains(name, "/session")
	switch {
	case g.mode == restOff:
		http.NotFound(w, r)
	case g.mode == restRefuse && !looks:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusForbidden)
		_, _ = w.Write([]byte(`{"type":"com.vmware.vapi.std.errors.unauthorized","value":{"messages":[]}}`))
	default:
		g.next.ServeHTTP(w, r)
	}
}

// restName is verb, path without the id of an object, and action.
func restName(r *http.Request) string {
	path, _, _ := strings.Cut(r.URL.Path, "/id:")
	name := r.Method + " " + path
	if action := r.URL.Query().Get("~action"); action != "" {
		name += "?" + action
	}
	return name
}

// counts is a copy.
func (g *restGate) counts() map[string]int {
	g.mu.Lock()
	defer g.mu.Unlock()
	counts := make(map[string]int, len(g.calls))
	for name, count := range g.calls {
		counts[name] = count
	}
	return counts
}
