package main

import (
	"cmp"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// exploration is a command that runs in many worlds.
type exploration struct {
	flags  *exploreFlags
	server *localServer
	space  *explore.Space
	argv   []string
	out    io.Writer // for the progress and the report
	began  time.Time
	timeUp atomic.Bool // the time of --time is over

	mu       sync.Mutex
	children map[*child]bool
	stopped  os.Signal // that ended the exploration; nil: none did
	err      error     // why it cannot go on
}

// explore runs the worlds, several at a time, until there is none left, the time is over, or a signal arrives.
func (x *exploration) explore(signals <-chan os.Signal) error {
	x.children = map[*child]bool{}
	done := make(chan struct{})
	var workers, watch sync.WaitGroup
	for range x.flags.jobs {
		workers.Go(x.work)
	}
	watch.Go(func() { x.watch(signals, done) })
	workers.Wait()
	close(done)
	watch.Wait()
	return x.err
}

// work runs one world after another.
func (x *exploration) work() {
	only := x.flags.only
	before := map[string]bool{}
	for _, name := range explore.Ancestors(only) {
		before[name] = true
	}
	for w, ok := x.space.Next(); ok; w, ok = x.space.Next() {
		if only != "" && w.Name != only && !before[w.Name] {
			x.space.Done(w, explore.Run{Skipped: true})
			continue
		}
		r, err := x.world(w)
		x.space.Done(w, r)
		if err != nil {
			x.stop(nil, err)
		}
		if w.Name == only {
			x.space.Stop()
		}
	}
}

// stop ends the exploration: no world begins, and the running ones end.
func (x *exploration) stop(sig os.Signal, err error) {
	x.space.Stop()
	x.mu.Lock()
	defer x.mu.Unlock()
	x.err = cmp.Or(x.err, err)
	if sig == nil {
		return
	}
	for c := range x.children {
		if x.stopped == nil {
			c.signal(sig)
		} else {
			c.kill() // it was asked before
		}
	}
	x.stopped = sig
}

// world runs the command in a world. Its error says why no world can be run.
func (x *exploration) world(w explore.World) (explore.Run, error) {
	session, err := x.server.NewSession(emulator.SessionOptions{
		Scenarios: w.Sources(), TTL: 365 * 24 * time.Hour, Listen: net.JoinHostPort(defaultHost, "0"), TLSListen: net.JoinHostPort(defaultHost, "0"),
	})
	if err != nil {
		return explore.Run{Skipped: true}, fail(exitRuntime, "world %s cannot begin: %w", w.Name, err)
	}
	defer x.server.EndSession(session.ID())
	more := []assignment{{envPrefix + "WORLD", w.Name}}
	if x.flags.trustCA {
		trusted, err := x.server.trust()
		if err != nil {
			return explore.Run{Skipped: true}, err
		}
		more = append(more, trusted...)
	}
	var output tail
	c, err := startChild(childOptions{
		argv: x.argv, env: commandEnv(os.Environ(), x.server.endpointsOf(session), more...), stdout: &output, stderr: &output,
	})
	if err != nil {
		return explore.Run{Skipped: true}, err
	}
	code, late, err := x.wait(c)
	if err != nil {
		return explore.Run{Skipped: true}, err
	}
	r := explore.Run{Entries: session.Journal().Entries(journal.Filter{}), Detail: output.String(), Skipped: x.interrupted()}
	switch reasons := session.Verdict(true).Reasons(x.level()); {
	case late:
		r.Failure = fmt.Sprintf("the command does not end within %s", x.flags.timeout)
	case code != exitOK:
		r.Failure = failureOf(code, r.Detail, w)
	case len(reasons) > 0:
		r.Failure = "the verdict fails: " + strings.Join(reasons, ", ")
	}
	return r, nil
}

// level returns the level of findings from which a verdict fails; empty: none does.
func (x *exploration) level() verdict.Level {
	if x.flags.failOn == never {
		return ""
	}
	return verdict.Level(x.flags.failOn)
}

func (x *exploration) interrupted() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.stopped != nil
}

// wait waits for a command, and kills it after the time of a world. It reports whether it had to.
func (x *exploration) wait(c *child) (code int, late bool, err error) {
	x.mu.Lock()
	x.children[c] = true
	if x.stopped != nil {
		c.signal(x.stopped)
	}
	x.mu.Unlock()
	var mu sync.Mutex
	timer := time.AfterFunc(x.flags.timeout, func() {
		mu.Lock()
		defer mu.Unlock()
		late = true
		c.kill()
	})
	code, err = c.wait()
	timer.Stop()
	x.mu.Lock()
	delete(x.children, c)
	x.mu.Unlock()
	mu.Lock()
	defer mu.Unlock()
	return code, late, err
}

// number matches what differs from run to run in an output, such as ports and durations, and HTTP statuses, which do not.
var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// withoutNumbers returns a line with N for each number that is no HTTP status of a failure.
func withoutNumbers(line string) string {
	return number.ReplaceAllStringFunc(line, func(n string) string {
		if len(n) == 3 && (n[0] == '4' || n[0] == '5') {
			return n
		}
		return "N"
	})
}

// failureOf returns how a command failed, in words that are the same for worlds that fail alike: its exit code and the last line that
// says something, without the numbers that differ.
func failureOf(code int, output string, w explore.World) string {
	for _, line := range slices.Backward(strings.Split(output, "\n")) {
		line = strings.TrimSpace(line)
		if line == "" || line == "FAIL" || strings.HasPrefix(line, "FAIL\t") || strings.HasPrefix(line, "exit status") {
			continue // what go test prints behind the failure
		}
		return fmt.Sprintf("exit code %d: %s", code, withoutNumbers(line))
	}
	return fmt.Sprintf("exit code %d: %s", code, w.Cause())
}

// endpointsOf returns the addresses of a session with listeners of its own.
func (s *localServer) endpointsOf(session *emulator.Session) endpoints {
	at := s.at
	bound := session.Listeners()
	at.URL, at.HTTPS = "http://"+bound["listen"].String(), ""
	if tls := bound["tls_listen"]; tls != nil {
		at.HTTPS = "https://" + tls.String()
	}
	at.Admin = at.URL + "/__admin"
	at.APIs = map[string]apiURLs{}
	for api := range s.at.APIs {
		one := apiURLs{URL: at.URL + "/" + api}
		if at.HTTPS != "" {
			one.HTTPS = at.HTTPS + "/" + api
		}
		at.APIs[api] = one
	}
	return at
}

// signalled returns the exit code of a program that a signal ended, as shells have it.
func signalled(sig os.Signal) int {
	if number, ok := sig.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return exitRuntime
}

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	text []byte
}

// tailSize is how much of the output of a world is kept, in bytes.
const tailSize = 4 << 10

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if cut := len(t.text) - tailSize; cut > 0 {
		t.text = append(t.text[:0], t.text[cut:]...)
	}
	return len(p), nil
}

// String returns what was kept.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}
