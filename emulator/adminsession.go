package emulator

import (
	"cmp"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/scenarios"
)

// adminSession is a session as the control API steers it.
type adminSession struct{ *Session }

// Begin starts the jobs of a scenario that a caller sent.
func (d adminSession) Begin(text []byte) ([]job.Snapshot, error) {
	return d.Start(Source{Name: "request", Text: text})
}

// Scenarios are the names of those that were loaded.
func (d adminSession) Scenarios() []string {
	var names []string
	for _, s := range d.state.Load().plan.scenarios {
		names = append(names, s.Name)
	}
	return names
}

// adminSessions are the sessions of an emulator as the control API makes and finds them.
type adminSessions struct{ *registry }

// Open makes a session.
func (h adminSessions) Open(w admin.CreateSession) (control.Session, error) {
	opts, err := h.options(w)
	if err != nil {
		return nil, err
	}
	return opened(h.open(opts))
}

// options are what a wish asks for, the server's own where it says nothing.
func (h adminSessions) options(w admin.CreateSession) (SessionOptions, error) {
	opts := SessionOptions{
		Seed: w.Seed, Clock: w.Clock, Profile: w.Profile, Settings: w.Settings,
		Lodging: lodging(admin.ForkSession{ID: w.ID, TTL: w.TTL, Listen: w.Listen, TLSListen: w.TLSListen}),
	}
	if w.Now != nil {
		opts.Now = *w.Now
	}
	switch {
	case w.Scenario != "" && w.Snapshot != "":
		return opts, control.Refuse("a session begins with a scenario or with a snapshot", "")
	case cmp.Or(w.Scenario, w.Snapshot) != "":
		src, err := h.source(cmp.Or(w.Scenario, w.Snapshot))
		opts.Scenarios = []Source{src}
		return opts, err
	}
	return opts, nil
}

// source is a scenario that a caller names or sends. A name is one of the emulator's own or a shipped one, never a file:
// whoever can reach the control API need not be able to read this machine's disk.
func (h adminSessions) source(text string) (Source, error) {
	if strings.ContainsAny(text, ":{\n") {
		return Source{Name: "request", Text: []byte(text)}, nil
	}
	names := libraryWords()
	for _, src := range h.own.state.Load().plan.sources {
		if names = append(names, src.Name); src.Name == text {
			return src, nil
		}
	}
	switch meant := inLibrary(text); len(meant) {
	case 1:
		return ofLibrary(meant[0])
	case 0:
		return Source{}, &control.Error{
			Status: http.StatusNotFound, Code: "no_scenario", Message: fmt.Sprintf("there is no scenario %q", text),
			Hint: cmp.Or(scenario.DidYouMean(text, names), "GET /__admin/scenarios lists them; a text is taken too"),
		}
	default:
		return Source{}, &control.Error{
			Status: http.StatusNotFound, Code: "no_scenario", Message: fmt.Sprintf("%q could be %s", text, strings.Join(meant, " or ")),
			Hint: "name one of them in full",
		}
	}
}

// Fork makes a session that goes on from where another one is.
func (h adminSessions) Fork(of control.Session, at admin.ForkSession) (control.Session, error) {
	return opened(of.(adminSession).Session.fork(h.registry, lodging(at)))
}

func lodging(w admin.ForkSession) Lodging {
	at := Lodging{ID: w.ID, Listen: w.Listen, TLSListen: w.TLSListen}
	if w.TTL != nil {
		at.TTL = time.Duration(*w.TTL)
	}
	return at
}

// Listeners are the addresses of the session's own listeners.
func (d adminSession) Listeners() map[string]net.Addr {
	at := map[string]net.Addr{}
	for name, door := range d.Session.Listeners() {
		at[name] = door.Addr()
	}
	return at
}

// Find finds a session by its name.
func (h adminSessions) Find(id string) (control.Session, bool) {
	s, ok := h.find(id)
	return adminSession{s}, ok && s.id == id
}

// All lists the sessions, oldest first.
func (h adminSessions) All() []control.Session {
	var all []control.Session
	for _, s := range h.all() {
		all = append(all, adminSession{s})
	}
	return all
}

// End ends a session.
func (h adminSessions) End(id string) bool { return h.end(id) }

func opened(s *Session, err error) (control.Session, error) {
	if err != nil {
		return nil, err
	}
	return adminSession{s}, nil
}

// shipped is the text of the one shipped scenario that a name means.
func shipped(name string) ([]byte, bool) {
	meant := inLibrary(name)
	if len(meant) != 1 {
		return nil, false
	}
	text, err := fs.ReadFile(scenarios.FS, meant[0]+".yaml")
	return text, err == nil
}
