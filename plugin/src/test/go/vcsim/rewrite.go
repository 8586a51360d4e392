// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// question is what a call asks for, as far as the rules want to know it.
type question struct {
	method, kind, moID string
	prop, token        string
	references         int                 // objects named in the request
	asked              map[string][]string // type to property paths
}

// readQuestion parses a request. A body that is no SOAP call gives a question without a method.
func readQuestion(request []byte) question {
	var q question
	root, err := parseXML(request)
	if err != nil {
		return q
	}
	envelope := root.child("Envelope")
	if envelope == nil || envelope.child("Body") == nil || len(envelope.child("Body").children) == 0 {
		return q
	}
	call := envelope.child("Body").children[0]
	q.method, q.token, q.prop = call.name, call.textOf("token"), call.textOf("prop")
	if this := call.child("_this"); this != nil {
		q.kind, q.moID = this.attr("type", false), this.text
	}
	q.asked = map[string][]string{}
	for _, spec := range call.children {
		for _, set := range spec.children {
			if set.name == "objectSet" {
				q.references++
			}
			if spec.name != "specSet" || set.name != "propSet" {
				continue
			}
			for _, p := range set.children {
				if p.name == "pathSet" {
					q.asked[set.textOf("type")] = append(q.asked[set.textOf("type")], p.text)
				}
			}
		}
	}
	return q
}

// reads tells whether the rules may touch the reply.
func (q question) reads() bool {
	switch q.method {
	case "RetrieveProperties", "RetrievePropertiesEx", "ContinueRetrievePropertiesEx", "WaitForUpdates", "WaitForUpdatesEx",
		"Fetch":
		return true
	}
	return false
}

// rewrite takes away from a reply what the rules say. It also returns the token of the next page. fault is the reply's new
// HTTP status when a fault takes its place.
func (r rules) rewrite(q question, reply []byte) (out []byte, token string, fault bool, err error) {
	root, err := parseXML(reply)
	if err != nil {
		return nil, "", false, err
	}
	response := root
	for _, name := range []string{"Envelope", "Body"} {
		if response = response.child(name); response == nil {
			return nil, "", false, fmt.Errorf("no %s in the reply", name)
		}
	}
	if len(response.children) == 0 || response.children[0].name == "Fault" {
		return reply, "", false, nil
	}
	response = response.children[0]
	if q.method == "Fetch" {
		out, fault = r.rewriteFetch(q, reply, response)
		return out, "", fault, nil
	}
	var edits []edit
	for _, value := range response.children {
		token += value.textOf("token")
		for _, content := range contents(value) {
			edits = append(edits, r.take(q, content)...)
		}
	}
	return apply(reply, edits), token, false, nil
}

// contents finds the objects of a reply: ObjectContent or ObjectUpdate, at most three elements deep.
func contents(n *node) []*node {
	if n.child("obj") != nil {
		return []*node{n}
	}
	var all []*node
	for _, c := range n.children {
		if c.name == "objects" || c.name == "filterSet" || c.name == "objectSet" {
			all = append(all, contents(c)...)
		}
	}
	return all
}

func (r rules) take(q question, content *node) []edit {
	obj := content.child("obj")
	kind, moID := obj.attr("type", false), obj.text
	var mine rules
	for _, rule := range r {
		if rule.applies(kind, moID) {
			mine = append(mine, rule)
		}
	}
	if len(mine) == 0 {
		return nil
	}
	var edits []edit
	// Names of properties in the reply, in its missingSet, and to be added to that.
	answered, missing, denied := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, set := range content.children {
		switch set.name {
		case "missingSet":
			missing[set.textOf("path")] = true
		case "propSet", "changeSet":
			answered[set.textOf("name")] = true
			edits = append(edits, mine.takeProperty(set, denied)...)
		}
	}
	// A vCenter says so too when a denied property would have had no value.
	for _, name := range append(slices.Clone(q.asked[kind]), q.asked["ManagedEntity"]...) {
		asked, ok := parsePath(name)
		if !ok || answered[name] || missing[name] {
			continue
		}
		for _, rule := range mine {
			if whole, rest := rule.within(asked); whole || rest != nil {
				rule.note(denied, name, whole)
			}
		}
	}
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(denied)) {
		if !missing[name] {
			text.WriteString(missingSet(kind, moID, name))
		}
	}
	return append(edits, edit{start: content.innerEnd, end: content.innerEnd, text: text.String()})
}

func (r rules) takeProperty(set *node, denied map[string]bool) (edits []edit) {
	name := set.textOf("name")
	asked, ok := parsePath(name)
	if !ok {
		return nil
	}
	for _, rule := range r {
		whole, rest := rule.within(asked)
		if whole {
			edits = append(edits, edit{start: set.start, end: set.end})
		} else if rest == nil {
			continue
		} else if val := set.child("val"); val != nil {
			for _, n := range val.find(rest) {
				edits = append(edits, edit{start: n.start, end: n.end})
			}
		}
		rule.note(denied, name, whole)
	}
	return edits
}

// note keeps the path that a denied property has in missingSet: as asked for, or, inside of that, the rule's own.
func (r rule) note(denied map[string]bool, asked string, whole bool) {
	switch {
	case !r.deny:
	case whole:
		denied[asked] = true
	default:
		denied[r.text] = true
	}
}

func missingSet(kind, moID, name string) string {
	return `<missingSet><path>` + escape(name) + `</path><fault><fault xsi:type="NoPermission">` + noPermission(kind, moID) +
		`</fault><localizedMessage>Permission to perform this operation was denied.</localizedMessage></fault></missingSet>`
}

func noPermission(kind, moID string) string {
	return `<object type="` + kind + `">` + escape(moID) + `</object><privilegeId>System.Read</privilegeId>`
}

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer does not fail
	return b.String()
}

// rewriteFetch does the same for the undocumented call by which pyVmomi reads a property of an object.
func (r rules) rewriteFetch(q question, reply []byte, response *node) ([]byte, bool) {
	asked, ok := parsePath(q.prop)
	if !ok {
		return reply, false
	}
	var edits []edit
	for _, rule := range r {
		if !rule.applies(q.kind, q.moID) {
			continue
		}
		whole, rest := rule.within(asked)
		if whole && rule.deny {
			return []byte(xml.Header + `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"` +
				` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body><soapenv:Fault>` +
				`<faultcode>ServerFaultCode</faultcode><faultstring>Permission to perform this operation was denied.</faultstring>` +
				`<detail><NoPermissionFault xmlns="urn:vim25" xsi:type="NoPermission">` + noPermission(q.kind, q.moID) +
				`</NoPermissionFault></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>`), true
		}
		for _, value := range response.children {
			if whole {
				edits = append(edits, edit{start: value.start, end: value.end})
			} else if rest != nil {
				for _, n := range value.find(rest) {
					edits = append(edits, edit{start: n.start, end: n.end})
				}
			}
		}
	}
	return apply(reply, edits), false
}
