// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"regexp"
	"strings"
)

// rule takes one property away from the replies: unset, or denied.
type rule struct {
	kind, moID string
	path       path
	text       string // the path as it was given
	deny       bool
}

type rules []rule

// segment is one name of a property path, with the key of `device[2001]` or `extraConfig["ctkEnabled"]`.
type segment struct {
	name, key string
	keyed     bool
}

type path []segment

var (
	ruleSyntax    = regexp.MustCompile(`^([A-Z]\w*)(?:/([^:/]+))?:(.+)$`)
	segmentSyntax = regexp.MustCompile(`^(\w+)(?:\[("?)([^\]]*?)("?)\])?(?:\.|$)`)
)

// add takes `TYPE[/moid]:path[,path...]`.
func (r *rules) add(v string, deny bool) error {
	m := ruleSyntax.FindStringSubmatch(v)
	if m == nil {
		return fmt.Errorf("%q is not TYPE[/moid]:path[,path...]", v)
	}
	for text := range strings.SplitSeq(m[3], ",") {
		p, ok := parsePath(text)
		if !ok {
			return fmt.Errorf("%q is not a property path", text)
		}
		*r = append(*r, rule{kind: m[1], moID: m[2], path: p, text: text, deny: deny})
	}
	return nil
}

func parsePath(text string) (path, bool) {
	var p path
	for rest := text; rest != ""; {
		m := segmentSyntax.FindStringSubmatch(rest)
		if m == nil {
			return nil, false
		}
		p = append(p, segment{name: m[1], key: m[3], keyed: strings.Contains(m[0], "[")})
		rest = rest[len(m[0]):]
	}
	return p, len(p) > 0 && !strings.HasSuffix(text, ".")
}

func (r rule) applies(kind, moID string) bool {
	return r.kind == kind && (r.moID == "" || r.moID == moID)
}

// within says where the rule's path lies, seen from a property that was asked for: the property is taken away as a whole,
// or only what is found at rest inside of it, or nothing of it.
func (r rule) within(asked path) (whole bool, rest path) {
	for i, s := range asked {
		if i == len(r.path) {
			return true, nil // asked for a part of what is taken away
		}
		mine := r.path[i]
		switch {
		case mine.name != s.name, mine.keyed && s.keyed && mine.key != s.key:
			return false, nil
		case mine.keyed && !s.keyed:
			if i != len(asked)-1 {
				return false, nil // an array has no path below it
			}
			return false, append(path{{key: mine.key, keyed: true}}, r.path[i+1:]...)
		}
	}
	if len(r.path) == len(asked) {
		return true, nil
	}
	return false, r.path[len(asked):]
}
