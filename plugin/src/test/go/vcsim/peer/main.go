// SPDX-License-Identifier: Apache-2.0

// Command peer reads the machines of a vCenter as others do, for docs/benchmark.md:
//
//	peer -client govmomi           a container view and the property collector, pages of 500
//	peer -client raw               the same questions, the bytes thrown away: the floor
//	peer -client raw -refs 100     the references first, then so many objects a call, two calls at a time, bytes thrown away
//
// The server is told by GOVC_URL, GOVC_USERNAME and GOVC_PASSWORD, the properties by arguments.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/object"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

const (
	page     = 500
	inFlight = 2
)

func main() {
	client := flag.String("client", "govmomi", "govmomi or raw")
	refs := flag.Int("refs", 0, "raw: so many objects a call instead of pages")
	flag.Parse()
	if err := run(context.Background(), *client, *refs, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, name string, refs int, properties []string) error {
	server, err := url.Parse(os.Getenv("GOVC_URL"))
	if err != nil {
		return err
	}
	server.User = url.UserPassword(os.Getenv("GOVC_USERNAME"), os.Getenv("GOVC_PASSWORD"))
	// The certificate is made at every start of a server on this machine.
	client, err := govmomi.NewClient(ctx, server, true)
	if err != nil {
		return err
	}
	defer func() { _ = client.Logout(ctx) }()
	machines, err := view.NewManager(client.Client).CreateContainerView(ctx, client.ServiceContent.RootFolder, []string{"VirtualMachine"}, true)
	if err != nil {
		return err
	}
	defer func() { _ = machines.Destroy(ctx) }()
	switch {
	case name == "govmomi":
		return decoded(ctx, client, machines, properties)
	case name == "raw" && refs > 0:
		return raw(client).byReference(ctx, machines, refs, properties)
	case name == "raw":
		return raw(client).byPage(ctx, machines, properties)
	}
	return errors.New("no such client: " + name)
}

// decoded reads every machine into govmomi's own types.
func decoded(ctx context.Context, client *govmomi.Client, machines *view.ContainerView, properties []string) error {
	var vms, disks int
	filter := new(property.WaitFilter).Add(machines.Reference(), "VirtualMachine", properties, machines.TraversalSpec())
	request := types.RetrievePropertiesEx{
		This:    client.ServiceContent.PropertyCollector,
		SpecSet: []types.PropertyFilterSpec{filter.Spec},
		Options: types.RetrieveOptions{MaxObjects: page},
	}
	reply, err := methods.RetrievePropertiesEx(ctx, client, &request)
	if err != nil {
		return err
	}
	result := reply.Returnval
	for result != nil {
		for _, content := range result.Objects {
			var vm mo.VirtualMachine
			if err := mo.LoadObjectContent([]types.ObjectContent{content}, &vm); err != nil {
				return err
			}
			vms++
			if vm.Config != nil {
				disks += len(object.VirtualDeviceList(vm.Config.Hardware.Device).SelectByType((*types.VirtualDisk)(nil)))
			}
		}
		if result.Token == "" {
			break
		}
		more, err := methods.ContinueRetrievePropertiesEx(ctx, client, &types.ContinueRetrievePropertiesEx{This: request.This, Token: result.Token})
		if err != nil {
			return err
		}
		result = &types.RetrieveResult{Token: more.Returnval.Token, Objects: more.Returnval.Objects}
	}
	fmt.Printf("vms=%d disks=%d\n", vms, disks)
	return nil
}

// download sends questions through the session of a client and discards what comes.
type download struct {
	client *govmomi.Client
	bytes  atomic.Int64
}

func raw(client *govmomi.Client) *download { return &download{client: client} }

var token = regexp.MustCompile(`<token>([^<]+)</token>`)

func (d *download) byPage(ctx context.Context, machines *view.ContainerView, properties []string) error {
	collector := d.client.ServiceContent.PropertyCollector.Value
	question := `<RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">` + collector + `</_this><specSet>` +
		propSet(properties) + `<objectSet><obj type="ContainerView">` + machines.Reference().Value + `</obj><skip>true</skip>` +
		`<selectSet xsi:type="TraversalSpec"><type>ContainerView</type><path>view</path></selectSet></objectSet></specSet>` +
		fmt.Sprintf(`<options><maxObjects>%d</maxObjects></options></RetrievePropertiesEx>`, page)
	for question != "" {
		begin, err := d.post(ctx, question)
		if err != nil {
			return err
		}
		question = ""
		if next := token.FindStringSubmatch(begin); next != nil {
			question = `<ContinueRetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">` + collector + `</_this><token>` +
				next[1] + `</token></ContinueRetrievePropertiesEx>`
		}
	}
	fmt.Printf("bytes=%d\n", d.bytes.Load())
	return nil
}

func (d *download) byReference(ctx context.Context, machines *view.ContainerView, size int, properties []string) error {
	var list mo.ContainerView
	if err := machines.Properties(ctx, machines.Reference(), []string{"view"}, &list); err != nil {
		return err
	}
	var questions []string
	for from := 0; from < len(list.View); from += size {
		var q strings.Builder
		q.WriteString(`<RetrievePropertiesEx xmlns="urn:vim25"><_this type="PropertyCollector">` +
			d.client.ServiceContent.PropertyCollector.Value + `</_this><specSet>` + propSet(properties))
		for _, ref := range list.View[from:min(from+size, len(list.View))] {
			q.WriteString(`<objectSet><obj type="VirtualMachine">` + ref.Value + `</obj></objectSet>`)
		}
		q.WriteString(`</specSet><options/></RetrievePropertiesEx>`)
		questions = append(questions, q.String())
	}
	var group sync.WaitGroup
	var next atomic.Int64
	failed := make([]error, inFlight)
	for worker := range inFlight {
		group.Go(func() {
			for failed[worker] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(questions) {
					return
				}
				_, failed[worker] = d.post(ctx, questions[i])
			}
		})
	}
	group.Wait()
	fmt.Printf("bytes=%d\n", d.bytes.Load())
	return errors.Join(failed...)
}

func propSet(properties []string) string {
	return `<propSet><type>VirtualMachine</type><pathSet>` + strings.Join(properties, `</pathSet><pathSet>`) + `</pathSet></propSet>`
}

// post returns the beginning of the reply, where a token is.
func (d *download) post(ctx context.Context, question string) (begin string, err error) {
	body := `<?xml version="1.0" encoding="UTF-8"?><Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><Body>` +
		question + `</Body></Envelope>`
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, d.client.URL().String(), strings.NewReader(body))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", `text/xml; charset="utf-8"`)
	err = d.client.Client.Client.Do(ctx, request, func(response *http.Response) error {
		if response.StatusCode != http.StatusOK {
			return errors.New(response.Status)
		}
		first := make([]byte, 4096)
		n, err := io.ReadFull(response.Body, first)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return err
		}
		rest, err := io.Copy(io.Discard, response.Body)
		d.bytes.Add(int64(n) + rest)
		begin = string(first[:n])
		return err
	})
	return begin, err
}
