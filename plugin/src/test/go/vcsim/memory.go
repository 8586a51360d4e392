// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"net/http"
	"regexp"
	"strconv"
	"sync"
)

// memory answers a read that was asked before with the bytes that were sent then, so that a benchmark measures the client
// and not the simulator. Only for that: what changes in between is not seen.
type memory struct {
	mu      sync.Mutex
	answers map[string]answer
}

type answer struct {
	status int
	body   []byte
	object []byte // what ofSession matched in the question; nil when nothing did
}

var (
	// ofSession is an object that a session made, a view for one; another session's has another name.
	ofSession = regexp.MustCompile(`session\[[^\]]*\][0-9a-f-]*`)
	// callID is what a client writes into each of its calls.
	callID = regexp.MustCompile(`<operationID>[^<]*`)
)

func newMemory() *memory {
	return &memory{answers: map[string]answer{}}
}

// serve answers from memory, or asks and remembers.
func (m *memory) serve(w http.ResponseWriter, question []byte, ask func(http.ResponseWriter)) {
	object := ofSession.Find(question)
	key := string(callID.ReplaceAll(ofSession.ReplaceAll(question, nil), nil))
	m.mu.Lock()
	known, ok := m.answers[key]
	m.mu.Unlock()
	if !ok {
		heard := &recorder{ResponseWriter: w, keep: true, status: http.StatusOK}
		ask(heard)
		known = answer{heard.status, bytes.Clone(heard.buffer.Bytes()), object}
		m.mu.Lock()
		m.answers[key] = known
		m.mu.Unlock()
	}
	if object != nil {
		known.body = bytes.ReplaceAll(known.body, known.object, object)
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(known.body)))
	w.WriteHeader(known.status)
	_, _ = w.Write(known.body)
}
