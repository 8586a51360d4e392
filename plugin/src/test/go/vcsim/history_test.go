// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func someEvents(vm types.ManagedObjectReference) types.ArrayOfEvent {
	base := func(key int32, hoursAgo int) types.Event {
		return types.Event{
			Key: key, ChainId: key, CreatedTime: time.Now().UTC().Add(time.Duration(-hoursAgo) * time.Hour).Truncate(time.Second),
			UserName: "CORP\\alice", FullFormattedMessage: fmt.Sprint("message ", key),
			Vm: &types.VmEventArgument{EntityEventArgument: types.EntityEventArgument{Name: "web"}, Vm: vm},
		}
	}
	return types.ArrayOfEvent{Event: []types.BaseEvent{
		&types.EventEx{
			Event: base(9003, 1), EventTypeId: "com.vmware.vc.ha.VmRestartedByHAEvent", Severity: "warning",
			ObjectType: "VirtualMachine", ObjectId: vm.Value,
			Arguments: []types.KeyAnyValue{{Key: "reason", Value: "isolation"}},
		},
		&types.VmReconfiguredEvent{
			VmEvent:    types.VmEvent{Event: base(9002, 2)},
			ConfigSpec: types.VirtualMachineConfigSpec{ChangeTrackingEnabled: types.NewBool(false)},
		},
		&types.VmInstanceUuidConflictEvent{
			VmEvent:      types.VmEvent{Event: base(9001, 3)},
			ConflictedVm: types.VmEventArgument{EntityEventArgument: types.EntityEventArgument{Name: "db"}, Vm: vm},
			InstanceUuid: "5012ab5e-0000-0000-0000-000000000001",
		},
	}}
}

func someTasks(vm types.ManagedObjectReference) types.ArrayOfTaskInfo {
	ago := func(d time.Duration) *time.Time {
		at := time.Now().UTC().Add(-d).Truncate(time.Second)
		return &at
	}
	task := func(id string, state types.TaskInfoState, queued time.Duration) types.TaskInfo {
		return types.TaskInfo{
			Key: id, Task: types.ManagedObjectReference{Type: "Task", Value: id}, Name: "CreateSnapshot_Task",
			DescriptionId: "VirtualMachine.createSnapshot", Entity: &vm, EntityName: "web", State: state,
			Reason: &types.TaskReasonUser{UserName: "alice"}, QueueTime: *ago(queued), StartTime: ago(queued),
		}
	}
	failed := task("task-9001", types.TaskInfoStateError, 5*time.Hour)
	failed.CompleteTime = ago(4 * time.Hour)
	failed.Error = &types.LocalizedMethodFault{
		Fault:            &types.FileFault{File: "[ds] web/web.vmdk"},
		LocalizedMessage: "NFC: out of memory",
	}
	justDone := task("task-9002", types.TaskInfoStateSuccess, time.Minute)
	justDone.CompleteTime = ago(time.Second)
	running := task("task-9003", types.TaskInfoStateRunning, 2*time.Hour)
	running.Progress = 95
	return types.ArrayOfTaskInfo{TaskInfo: []types.TaskInfo{running, failed, justDone}}
}

// dumpWithHistory is a dump that holds what Simulator.Load cannot take.
func dumpWithHistory(t *testing.T) (string, types.ManagedObjectReference) {
	b := newBench(t, nil)
	dir, vm := b.dump(), b.anyVM()
	latestPage(t, filepath.Join(dir, "9000-EventHistoryCollector-history.xml"), "EventHistoryCollector", someEvents(vm))
	latestPage(t, filepath.Join(dir, "9001-TaskHistoryCollector-history.xml"), "TaskHistoryCollector", someTasks(vm))
	must(t, os.Mkdir(filepath.Join(dir, "PerformanceManager-PerfMgr"), 0o700))
	must(t, os.WriteFile(filepath.Join(dir, "PerformanceManager-PerfMgr", "QueryPerf.xml"), []byte("<x/>"), 0o600))
	return dir, vm
}

func TestEventsComeBackAsTheyWere(t *testing.T) {
	dir, vm := dumpWithHistory(t)
	b := newBench(t, func(o *options) { o.load = dir })
	since := time.Now().Add(-24 * time.Hour)
	until := time.Now().Add(-30 * time.Minute)
	filter := types.EventFilterSpec{
		Time:   &types.EventFilterSpecByTime{BeginTime: &since, EndTime: &until},
		Entity: &types.EventFilterSpecByEntity{Entity: vm, Recursion: types.EventFilterSpecRecursionOptionSelf},
	}
	queried, err := methods.QueryEvents(b.ctx, b, &types.QueryEvents{This: *b.ServiceContent.EventManager, Filter: filter})
	must(t, err)
	equal(t, "queried", len(queried.Returnval), 3)
	collector, err := methods.CreateCollectorForEvents(b.ctx, b, &types.CreateCollectorForEvents{This: *b.ServiceContent.EventManager, Filter: filter})
	must(t, err)
	read, err := methods.ReadNextEvents(b.ctx, b, &types.ReadNextEvents{This: collector.Returnval, MaxCount: 100})
	must(t, err)
	equal(t, "read", len(read.Returnval), 3)
	want := someEvents(vm).Event
	for i, e := range read.Returnval {
		original := want[2-i].GetEvent() // oldest first
		got := e.GetEvent()
		equal(t, "key", got.Key, original.Key)
		equal(t, "chain", got.ChainId, original.ChainId)
		equal(t, "user", got.UserName, "CORP\\alice")
		equal(t, "message", got.FullFormattedMessage, original.FullFormattedMessage)
		equal(t, "vm", got.Vm.Vm, vm)
		equal(t, "age", got.CreatedTime.Sub(original.CreatedTime).Abs() < time.Minute, true)
	}
	equal(t, "instance uuid", read.Returnval[0].(*types.VmInstanceUuidConflictEvent).InstanceUuid, "5012ab5e-0000-0000-0000-000000000001")
	equal(t, "change tracking", *read.Returnval[1].(*types.VmReconfiguredEvent).ConfigSpec.ChangeTrackingEnabled, false)
	ex := read.Returnval[2].(*types.EventEx)
	equal(t, "event type", ex.EventTypeId, "com.vmware.vc.ha.VmRestartedByHAEvent")
	equal(t, "argument", ex.Arguments[0].Value.(string), "isolation")
}

func TestTasksComeBackAsTheyWere(t *testing.T) {
	dir, vm := dumpWithHistory(t)
	b := newBench(t, func(o *options) { o.load = dir })
	read := func(filter types.TaskFilterSpec) []types.TaskInfo {
		collector, err := methods.CreateCollectorForTasks(b.ctx, b, &types.CreateCollectorForTasks{This: *b.ServiceContent.TaskManager, Filter: filter})
		must(t, err)
		res, err := methods.ReadNextTasks(b.ctx, b, &types.ReadNextTasks{This: collector.Returnval, MaxCount: 100})
		must(t, err)
		return res.Returnval
	}
	all := read(types.TaskFilterSpec{})
	equal(t, "tasks", len(all), 3)
	failed := read(types.TaskFilterSpec{State: []types.TaskInfoState{types.TaskInfoStateError}})
	equal(t, "failed", len(failed), 1)
	equal(t, "key", failed[0].Key, "task-9001")
	equal(t, "entity", *failed[0].Entity, vm)
	equal(t, "fault", failed[0].Error.Fault.(*types.FileFault).File, "[ds] web/web.vmdk")
	equal(t, "text", failed[0].Error.LocalizedMessage, "NFC: out of memory")
	equal(t, "took", failed[0].CompleteTime.Sub(failed[0].QueueTime), time.Hour)

	var manager mo.TaskManager
	must(t, b.RetrieveOne(b.ctx, *b.ServiceContent.TaskManager, []string{"recentTask"}, &manager))
	for where, recent := range map[string][]types.ManagedObjectReference{"manager": manager.RecentTask, "vm": recentOf(t, b, vm)} {
		for id, want := range map[string]bool{"task-9001": false, "task-9002": true, "task-9003": true} {
			equal(t, where+" "+id, slices.Contains(recent, types.ManagedObjectReference{Type: "Task", Value: id}), want)
		}
	}
	var running mo.Task
	must(t, b.RetrieveOne(b.ctx, types.ManagedObjectReference{Type: "Task", Value: "task-9003"}, []string{"info"}, &running))
	equal(t, "progress", running.Info.Progress, 95)
	equal(t, "state", running.Info.State, types.TaskInfoStateRunning)
}

func recentOf(t *testing.T, b *bench, vm types.ManagedObjectReference) []types.ManagedObjectReference {
	var entity mo.VirtualMachine
	must(t, b.RetrieveOne(b.ctx, vm, []string{"recentTask"}, &entity))
	return entity.RecentTask
}

func TestTheSimulatorKeepsTheNewestThousand(t *testing.T) {
	vm := types.ManagedObjectReference{Type: "VirtualMachine", Value: "vm-1"}
	var page types.ArrayOfEvent
	for i := range 1200 {
		e := *someEvents(vm).Event[2].(*types.VmInstanceUuidConflictEvent)
		e.Key, e.CreatedTime = int32(i), time.Now().Add(time.Duration(i-1200)*time.Second)
		page.Event = append(page.Event, &e)
	}
	file := latestPage(t, filepath.Join(t.TempDir(), "events.xml"), "EventHistoryCollector", page)
	b := newBench(t, func(o *options) { o.events = file })
	res, err := methods.QueryEvents(b.ctx, b, &types.QueryEvents{
		This:   *b.ServiceContent.EventManager,
		Filter: types.EventFilterSpec{EventTypeId: []string{"VmInstanceUuidConflictEvent"}, MaxCount: 1000},
	})
	must(t, err)
	equal(t, "newest first", res.Returnval[0].GetEvent().Key, 1199)
	equal(t, "count", len(res.Returnval), 1000)
}

func TestATrimmedDumpIsGivenItsManagers(t *testing.T) {
	dir, _ := dumpWithHistory(t)
	for _, kind := range []string{"UserDirectory", "SearchIndex", "ViewManager", "OptionManager"} {
		files, err := filepath.Glob(filepath.Join(dir, "*-"+kind+"-*.xml"))
		must(t, err)
		equal(t, kind, len(files), 1)
		must(t, os.Remove(files[0]))
	}
	b := newBench(t, func(o *options) { o.load = dir })
	equal(t, "vms", len(b.read("VirtualMachine", "name")), 2)
}
