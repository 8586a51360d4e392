// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"log"
	"slices"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// history is what happened before this server was started.
type history struct {
	events []types.BaseEvent
	tasks  []types.TaskInfo
}

// keptInRecentTask is how long vCenter shows a finished task in recentTask.
const keptInRecentTask = 10 * time.Minute

// kept is what one of the simulator's histories holds; older entries fall out of it.
const kept = 1000

func readHistory(eventFiles, taskFiles []string) (history, error) {
	var h history
	err := eachLatestPage(eventFiles, func(val any) bool {
		page, ok := val.(types.ArrayOfEvent)
		for i, event := range page.Event {
			if event == nil {
				log.Printf("event %d of the page is of a type that govmomi does not know: left out", i+1)
				continue
			}
			h.events = append(h.events, event)
		}
		return ok
	})
	if err != nil {
		return h, err
	}
	err = eachLatestPage(taskFiles, func(val any) bool {
		page, ok := val.(types.ArrayOfTaskInfo)
		h.tasks = append(h.tasks, page.TaskInfo...)
		return ok
	})
	// The simulator reads them in the order in which they were added, and forgets the first ones.
	slices.SortStableFunc(h.events, func(a, b types.BaseEvent) int {
		return a.GetEvent().CreatedTime.Compare(b.GetEvent().CreatedTime)
	})
	slices.SortStableFunc(h.tasks, func(a, b types.TaskInfo) int { return a.QueueTime.Compare(b.QueueTime) })
	return h, err
}

func eachLatestPage(files []string, take func(any) bool) error {
	for _, file := range files {
		content, err := readContent(file)
		if err != nil {
			return err
		}
		for _, p := range content.PropSet {
			if p.Name == "latestPage" && !take(p.Val) {
				return fmt.Errorf("%s: latestPage is a %T", file, p.Val)
			}
		}
	}
	return nil
}

func (h history) replay(registry *simulator.Registry, content types.ServiceContent, now time.Time) error {
	if len(h.events) > kept || len(h.tasks) > kept {
		log.Printf("%d events, %d tasks: the simulator keeps the newest %d of each", len(h.events), len(h.tasks), kept)
	}
	h.replayEvents(registry)
	return h.replayTasks(registry, content, now)
}

// replayEvents posts every event and then puts back what PostEvent changes in it: key, chain, time, user and message.
// The simulator keeps the pointer, so that is what it answers.
func (h history) replayEvents(registry *simulator.Registry) {
	if len(h.events) == 0 {
		return
	}
	manager := registry.EventManager()
	// PostEvent hands an EventEx to the alarm manager of its context, which would raise alarms anew: this one has none.
	bare := simulator.NewRegistry()
	bare.Put(&simulator.ServiceInstance{ServiceInstance: mo.ServiceInstance{Self: vim25.ServiceInstance}})
	ctx := &simulator.Context{Map: bare, Session: &simulator.Session{}}
	for _, event := range h.events {
		original := *event.GetEvent()
		manager.PostEvent(ctx, &types.PostEvent{EventToPost: event})
		if original.FullFormattedMessage == "" {
			original.FullFormattedMessage = event.GetEvent().FullFormattedMessage
		}
		*event.GetEvent() = original
	}
}

// replayTasks puts real Task objects into the registry, whose TaskManager then keeps them in its history. It also lists
// every one of them as recent, on itself and on its entity: that is taken back for those that ended long ago.
func (h history) replayTasks(registry *simulator.Registry, content types.ServiceContent, now time.Time) error {
	if len(h.tasks) == 0 {
		return nil
	}
	manager, ok := registry.Get(*content.TaskManager).(*simulator.TaskManager)
	if !ok {
		return fmt.Errorf("no task manager for %d tasks", len(h.tasks))
	}
	recent := map[*[]types.ManagedObjectReference][]types.ManagedObjectReference{&manager.RecentTask: manager.RecentTask}
	for _, info := range h.tasks {
		task := &simulator.Task{Task: mo.Task{Info: info}}
		task.Self = info.Task
		if info.Task.Value == "" {
			task.Self = types.ManagedObjectReference{Type: "Task", Value: info.Key}
			task.Info.Task = task.Self
		}
		if info.Entity == nil {
			task.Info.Entity = &content.RootFolder // the simulator cannot do without
		}
		lists := []*[]types.ManagedObjectReference{&manager.RecentTask}
		if e, ok := registry.Get(*task.Info.Entity).(mo.Entity); ok {
			list := &e.Entity().RecentTask
			lists = append(lists, list)
			if _, seen := recent[list]; !seen {
				recent[list] = *list
			}
		}
		done := info.State == types.TaskInfoStateSuccess || info.State == types.TaskInfoStateError
		if !done || info.CompleteTime != nil && now.Sub(*info.CompleteTime) < keptInRecentTask {
			for _, list := range lists {
				if !slices.Contains(recent[list], task.Self) {
					recent[list] = append(slices.Clip(recent[list]), task.Self)
				}
			}
		}
		registry.Put(task)
	}
	for list, tasks := range recent {
		*list = tasks
	}
	return registry.AlignCounter() // new tasks must not be given the id of an old one
}
