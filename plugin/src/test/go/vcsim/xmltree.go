// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// node is an element of a reply, with its place in the bytes: replies are cut, not decoded and written anew, because the
// Go types cannot leave out what the schema requires, and because everything else must stay as the simulator sent it.
type node struct {
	name, text           string // text only of elements without children
	attrs                []xml.Attr
	start, innerEnd, end int // of the whole element, and where its end tag starts
	children             []*node
}

func parseXML(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	stack := []*node{root}
	for {
		start := int(d.InputOffset())
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{name: t.Name.Local, attrs: t.Copy().Attr, start: start}
			top.children, top.text = append(top.children, n), ""
			stack = append(stack, n)
		case xml.EndElement:
			if len(stack) == 1 {
				return nil, errors.New("unexpected end of element " + t.Name.Local)
			}
			top.innerEnd, top.end = start, int(d.InputOffset())
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(top.children) == 0 {
				top.text += string(t)
			}
		}
	}
}

func (n *node) child(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

func (n *node) textOf(name string) string {
	if c := n.child(name); c != nil {
		return c.text
	}
	return ""
}

// attr returns `type` of a reference, or, when qualified, the `xsi:type` of a value under whatever prefix.
func (n *node) attr(name string, qualified bool) string {
	for _, a := range n.attrs {
		if a.Name.Local == name && (a.Name.Space != "") == qualified {
			return a.Value
		}
	}
	return ""
}

func (n *node) isArray() bool { return strings.HasPrefix(n.attr("type", true), "ArrayOf") }

// find returns what lies at a path inside a value.
func (n *node) find(p path) []*node {
	var found []*node
	step := func(c *node, rest path) {
		if len(rest) == 0 {
			found = append(found, c)
		} else {
			found = append(found, c.find(rest)...)
		}
	}
	for _, c := range n.children {
		switch {
		case n.isArray() && !(p[0].keyed && p[0].name == ""):
			step(c, p)
		case (p[0].name == "" || p[0].name == c.name) && (!p[0].keyed || p[0].key == c.textOf("key")):
			step(c, p[1:])
		}
	}
	return found
}

// edit replaces the bytes from start to end.
type edit struct {
	start, end int
	text       string
}

func apply(data []byte, edits []edit) []byte {
	if len(edits) == 0 {
		return data
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return a.start - b.start })
	var out bytes.Buffer
	at := 0
	for _, e := range edits {
		if e.start < at && e.end <= at {
			continue // inside of what is already gone
		}
		out.Write(data[at:e.start])
		out.WriteString(e.text)
		at = e.end
	}
	out.Write(data[at:])
	return out.Bytes()
}
