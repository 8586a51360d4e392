// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/methods"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// bench is a server under test with a client that is logged in.
type bench struct {
	*testing.T
	*govmomi.Client
	server *server
	ctx    context.Context
}

func newBench(t *testing.T, change func(*options)) *bench {
	t.Helper()
	o := defaults()
	o.hosts, o.vms = 1, 2
	if change != nil {
		change(&o)
	}
	s, err := start(o)
	must(t, err)
	t.Cleanup(s.close)
	return &bench{T: t, Client: login(t, s, "user", "pass"), server: s, ctx: context.Background()}
}

func login(t *testing.T, s *server, user, password string) *govmomi.Client {
	t.Helper()
	c, err := loginError(s, user, password)
	must(t, err)
	return c
}

func loginError(s *server, user, password string) (*govmomi.Client, error) {
	u, err := url.Parse(s.url)
	if err != nil {
		return nil, err
	}
	u.User = url.UserPassword(user, password)
	return govmomi.NewClient(context.Background(), u, true)
}

// read asks for properties of all objects of a type, without decoding them into objects.
func (b *bench) read(kind string, paths ...string) map[string]types.ObjectContent {
	b.Helper()
	all := map[string]types.ObjectContent{}
	for _, o := range b.readPages(kind, 0, paths...) {
		all[o.Obj.Value] = o
	}
	return all
}

func (b *bench) readPages(kind string, page int32, paths ...string) []types.ObjectContent {
	b.Helper()
	v, err := view.NewManager(b.Client.Client).CreateContainerView(b.ctx, b.ServiceContent.RootFolder, []string{kind}, true)
	must(b, err)
	res, err := methods.RetrievePropertiesEx(b.ctx, b, &types.RetrievePropertiesEx{
		This:    b.ServiceContent.PropertyCollector,
		Options: types.RetrieveOptions{MaxObjects: page},
		SpecSet: []types.PropertyFilterSpec{{
			PropSet: []types.PropertySpec{{Type: kind, PathSet: paths}},
			ObjectSet: []types.ObjectSpec{{Obj: v.Reference(), Skip: types.NewBool(true), SelectSet: []types.BaseSelectionSpec{
				&types.TraversalSpec{Type: "ContainerView", Path: "view"},
			}}},
		}},
	})
	must(b, err)
	objects, token := res.Returnval.Objects, res.Returnval.Token
	for token != "" {
		next, err := methods.ContinueRetrievePropertiesEx(b.ctx, b, &types.ContinueRetrievePropertiesEx{
			This: b.ServiceContent.PropertyCollector, Token: token,
		})
		must(b, err)
		objects, token = append(objects, next.Returnval.Objects...), next.Returnval.Token
	}
	return objects
}

// post sends a SOAP body with the client's session and returns the reply as it is on the wire.
func (b *bench) post(body string) (int, string) {
	b.Helper()
	req, err := http.NewRequest(http.MethodPost, b.server.url, strings.NewReader(
		`<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>`+body+`</Body></Envelope>`))
	must(b, err)
	status, reply := 0, ""
	must(b, b.Client.Client.Client.Do(b.ctx, req, func(res *http.Response) error {
		data, err := io.ReadAll(res.Body)
		status, reply = res.StatusCode, string(data)
		return err
	}))
	return status, reply
}

func (b *bench) anyVM() types.ManagedObjectReference {
	b.Helper()
	for id := range b.read("VirtualMachine", "name") {
		return types.ManagedObjectReference{Type: "VirtualMachine", Value: id}
	}
	b.Fatal("no virtual machine")
	return types.ManagedObjectReference{}
}

func (b *bench) stats() stats {
	b.Helper()
	u := strings.TrimSuffix(b.server.url, "/sdk") + "/vpreflight/stats"
	req, err := http.NewRequest(http.MethodGet, u, nil)
	must(b, err)
	var s stats
	must(b, b.Client.Client.Client.Do(b.ctx, req, func(res *http.Response) error { return json.NewDecoder(res.Body).Decode(&s) }))
	return s
}

// dump saves everything that a server has, as `govc object.save` does.
func (b *bench) dump() string {
	b.Helper()
	dir := b.TempDir()
	n := 0
	save := func(c types.ObjectContent) {
		data, err := xml.MarshalIndent(c, "", "  ")
		must(b, err)
		must(b, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d-%s.xml", n, c.Obj.Encode())), data, 0o600))
		n++
	}
	pc := property.DefaultCollector(b.Client.Client)
	retrieve := func(refs ...types.ManagedObjectReference) {
		var content []types.ObjectContent
		must(b, pc.Retrieve(b.ctx, refs, nil, &content))
		for _, c := range content {
			save(c)
		}
	}
	retrieve(types.ManagedObjectReference{Type: "ServiceInstance", Value: "ServiceInstance"})
	retrieve(mo.References(b.ServiceContent)...)
	v, err := view.NewManager(b.Client.Client).CreateContainerView(b.ctx, b.ServiceContent.RootFolder, nil, true)
	must(b, err)
	refs, err := v.Find(b.ctx, []string{"ManagedEntity"}, nil)
	must(b, err)
	retrieve(refs...)
	return dir
}

// latestPage writes a history file in the layout of a dump.
func latestPage(t *testing.T, file, kind string, page any) string {
	t.Helper()
	data, err := xml.Marshal(types.ObjectContent{
		Obj:     types.ManagedObjectReference{Type: kind, Value: kind},
		PropSet: []types.DynamicProperty{{Name: "latestPage", Val: page}},
	})
	must(t, err)
	must(t, os.WriteFile(file, data, 0o600))
	return file
}

func props(c types.ObjectContent) map[string]any {
	all := map[string]any{}
	for _, p := range c.PropSet {
		all[p.Name] = p.Val
	}
	return all
}

// missing tells the fault of every path in missingSet.
func missing(c types.ObjectContent) map[string]string {
	all := map[string]string{}
	for _, m := range c.MissingSet {
		all[m.Path] = strings.TrimPrefix(fmt.Sprintf("%T", m.Fault.Fault), "*types.")
	}
	return all
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func faultName(err error) string {
	if !soap.IsSoapFault(err) {
		return fmt.Sprint(err)
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", soap.ToSoapFault(err).VimFault()), "types.")
}

func contains(t testing.TB, text, part string, want bool) {
	t.Helper()
	if strings.Contains(text, part) != want {
		t.Errorf("%q in the reply: got %v, want %v\n%s", part, !want, want, text)
	}
}
