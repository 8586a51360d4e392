// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// loadDump serves a folder written by `govc object.save`, or in the same layout. Simulator.Load takes neither the history
// files nor the counters that such a folder of ours may hold, so it sees a folder of links without them.
func loadDump(dir, events, tasks string) (*simulator.Model, history, error) {
	fail := func(err error) (*simulator.Model, history, error) { return nil, history{}, err }
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fail(err)
	}
	links, err := os.MkdirTemp("", "vcsim-load-")
	if err != nil {
		return fail(err)
	}
	defer os.RemoveAll(links)
	eventFiles, taskFiles, err := link(dir, links)
	if err != nil {
		return fail(err)
	}
	if err := addManagers(links); err != nil {
		return fail(err)
	}
	if events != "" {
		eventFiles = []string{events}
	}
	if tasks != "" {
		taskFiles = []string{tasks}
	}
	h, err := readHistory(eventFiles, taskFiles)
	if err != nil {
		return fail(err)
	}
	m := simulator.VPX()
	if err := m.Load(links); err != nil {
		m.Service = nil
		return fail(fmt.Errorf("loading %s: %w", dir, err))
	}
	return m, h, nil
}

func link(dir, links string) (events, tasks []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		name, from := e.Name(), filepath.Join(dir, e.Name())
		switch {
		case strings.Contains(name, "-EventHistoryCollector-"):
			events = append(events, from)
			continue
		case strings.Contains(name, "-TaskHistoryCollector-"):
			tasks = append(tasks, from)
			continue
		case strings.HasPrefix(name, "PerformanceManager-"):
			continue
		}
		if err := os.Symlink(from, filepath.Join(links, name)); err != nil {
			return nil, nil, err
		}
	}
	return events, tasks, nil
}

// addManagers gives a dump that was trimmed the managers which its ServiceInstance names and the simulator cannot do
// without: it would panic at the first call that needs one.
func addManagers(links string) error {
	instances, err := filepath.Glob(filepath.Join(links, "*-ServiceInstance-*.xml"))
	if err != nil || len(instances) == 0 {
		return err // the simulator makes an instance and its managers itself
	}
	content, err := readContent(instances[0])
	if err != nil {
		return err
	}
	var service types.ServiceContent
	for _, p := range content.PropSet {
		if c, ok := p.Val.(types.ServiceContent); ok {
			service = c
		}
	}
	for i, ref := range mo.References(service) {
		if ref == service.RootFolder {
			continue
		}
		present, err := filepath.Glob(filepath.Join(links, "*-"+ref.Encode()+".xml"))
		if err != nil {
			return err
		}
		if len(present) == 0 {
			stub, err := xml.Marshal(types.ObjectContent{Obj: ref})
			if err != nil {
				return err
			}
			// Between the instance, which must come first, and the objects, which may need the managers.
			name := fmt.Sprintf("%s-%04d-%s.xml", strings.TrimSuffix(filepath.Base(instances[0]), ".xml"), i, ref.Encode())
			if err := os.WriteFile(filepath.Join(links, name), stub, 0o600); err != nil {
				return err
			}
		}
	}
	return nil
}

func readContent(file string) (types.ObjectContent, error) {
	var content types.ObjectContent
	f, err := os.Open(file)
	if err != nil {
		return content, err
	}
	defer f.Close()
	decoder := xml.NewDecoder(f)
	decoder.TypeFunc = types.TypeFunc()
	if err := decoder.Decode(&content); err != nil {
		return content, fmt.Errorf("%s: %w", file, err)
	}
	return content, nil
}
