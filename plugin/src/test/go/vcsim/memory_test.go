// SPDX-License-Identifier: Apache-2.0

package main

import (
	"testing"
)

func TestAReadThatWasAskedBeforeIsAnsweredFromMemory(t *testing.T) {
	b := newBench(t, func(o *options) { o.replay = true })
	before := b.read("VirtualMachine", "name")
	for _, vm := range before {
		name := vm.PropSet[0].Val
		b.server.model.Map().Remove(b.server.model.Service.Context, vm.Obj)
		// Another view, so another question to the letter.
		if again := b.read("VirtualMachine", "name")[vm.Obj.Value]; again.PropSet[0].Val != name {
			t.Errorf("%s was asked again: %v", vm.Obj, again)
		}
	}
}
