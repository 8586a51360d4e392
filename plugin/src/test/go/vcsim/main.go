// SPDX-License-Identifier: Apache-2.0

// Command vcsim serves govmomi's simulator, unmodified, with what the tests of vpreflight want of a vCenter and the
// simulator alone does not give: events and tasks of the past, properties that are absent or may not be read, sessions
// that end in the middle of a run, and a count of what was asked. README.md describes flags and files.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// options is what the command line says.
type options struct {
	load, events, tasks, faults string
	vms, hosts, clusters        int
	esx, judge, replay          bool
	rules                       rules
	delay                       time.Duration
	methodDelay                 map[string]time.Duration
	sessionTimeout, clockOffset time.Duration
	expireAfter                 int
	listen, certFile, rest      string
	tls                         bool
	username, password          string
	apiVersion, instanceUUID    string
}

func defaults() options {
	return options{vms: 2, hosts: 3, clusters: 1, listen: "127.0.0.1:0", tls: true, rest: restOn, username: "user", password: "pass"}
}

// ready is the one line on standard output.
type ready struct {
	URL    string `json:"url"`
	PID    int    `json:"pid"`
	SHA256 string `json:"sha256,omitempty"`
}

func main() {
	log.SetFlags(log.LstdFlags | log.Lmicroseconds)
	o, stdin := parse(os.Args[1:])
	if err := run(o, stdin); err != nil {
		fmt.Fprintln(os.Stderr, "vcsim:", err)
		os.Exit(1)
	}
}

func run(o options, stdin bool) error {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	// The simulator makes temporary folders of its own: all of them below one that we remove.
	tmp, err := os.MkdirTemp("", "vcsim-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if err := os.Setenv("TMPDIR", tmp); err != nil {
		return err
	}
	s, err := start(o)
	if err != nil {
		return err
	}
	defer s.close()
	if err := json.NewEncoder(os.Stdout).Encode(ready{URL: s.url, PID: os.Getpid(), SHA256: s.thumbprint}); err != nil {
		return err
	}
	orphaned := make(chan struct{})
	if stdin {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			close(orphaned)
		}()
	}
	select {
	case <-stop:
	case <-orphaned:
	}
	return nil
}

func parse(args []string) (options, bool) {
	o := defaults()
	f := flag.NewFlagSet("vcsim", flag.ExitOnError)
	f.StringVar(&o.load, "load", "", "serve the object dump in this `folder`")
	f.IntVar(&o.vms, "vms", o.vms, "without -load: virtual machines of each cluster (with -esx: of the host)")
	f.IntVar(&o.hosts, "hosts", o.hosts, "without -load: hosts of each cluster")
	f.IntVar(&o.clusters, "clusters", o.clusters, "without -load: clusters")
	f.BoolVar(&o.esx, "esx", false, "without -load: a stand-alone host")
	f.BoolVar(&o.replay, "replay", false, "answer a read that was asked before from memory (benchmarks)")
	f.StringVar(&o.events, "events", "", "`file` with the event history (default: those of the dump)")
	f.StringVar(&o.tasks, "tasks", "", "`file` with the task history (default: those of the dump)")
	f.StringVar(&o.faults, "faults", "", "JSON `file` with faults to inject")
	f.Func("unset", "`TYPE[/moid]:path[,...]` answered as having no value; repeatable", func(v string) error { return o.rules.add(v, false) })
	f.Func("deny", "`TYPE[/moid]:path[,...]` answered as NoPermission in missingSet; repeatable", func(v string) error { return o.rules.add(v, true) })
	f.Func("delay", "`milliseconds` before every call", durationOf(&o.delay, time.Millisecond))
	f.Func("method-delay", "`method:milliseconds,...`", func(v string) (err error) {
		o.methodDelay, err = parseMethodDelay(v)
		return err
	})
	f.Func("session-timeout", "`seconds` of idleness after which a session ends", durationOf(&o.sessionTimeout, time.Second))
	f.IntVar(&o.expireAfter, "expire-after", 0, "end all sessions, once, after this many property collector calls")
	f.StringVar(&o.listen, "l", o.listen, "listen `address`")
	f.BoolVar(&o.tls, "tls", o.tls, "serve TLS, with a certificate made at start")
	f.StringVar(&o.certFile, "cert", "", "write the certificate to this `file` (PEM)")
	f.StringVar(&o.username, "username", o.username, "the only user who may log in")
	f.StringVar(&o.password, "password", o.password, "and the password")
	f.StringVar(&o.apiVersion, "api-version", "", "`version` that about and vimServiceVersions.xml tell, such as 8.0.3.0")
	f.StringVar(&o.instanceUUID, "instance-uuid", "", "instance `UUID` of this vCenter")
	f.Func("clock-offset", "`seconds` that CurrentTime is ahead of this machine (negative: behind)", durationOf(&o.clockOffset, time.Second))
	f.BoolVar(&o.judge, "judge", false, "answer about privileges by the roles and permissions that were set")
	f.StringVar(&o.rest, "rest", o.rest, "the REST API: `on`, off (404), or refuse (403 for what changes anything)")
	stdin := f.Bool("stdin", false, "end when standard input is closed")
	_ = f.Parse(args) // ExitOnError
	if f.NArg() > 0 {
		fmt.Fprintf(f.Output(), "vcsim: unexpected argument %q\n", f.Arg(0))
		os.Exit(2)
	}
	return o, *stdin
}

func durationOf(d *time.Duration, unit time.Duration) func(string) error {
	return func(v string) error {
		n, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return errors.New("not a number")
		}
		*d = time.Duration(n * float64(unit))
		return nil
	}
}

func parseMethodDelay(v string) (map[string]time.Duration, error) {
	delays := map[string]time.Duration{}
	for part := range strings.SplitSeq(v, ",") {
		method, ms, _ := strings.Cut(part, ":")
		n, err := strconv.Atoi(ms)
		if method == "" || err != nil || n < 0 {
			return nil, fmt.Errorf("%q is not method:milliseconds", part)
		}
		delays[method] = time.Duration(n) * time.Millisecond
	}
	return delays, nil
}
