package emulator

import (
	"cmp"
	"encoding/json"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/scenarios"
)

// adminSessions is the sessions of an emulator as the control API creates and finds them.
type adminSessions struct{ *engine }

// Open creates a session.
func (a adminSessions) Open(w admin.CreateSession) (control.Session, error) {
	opts := SessionOptions{Seed: w.Seed, Clock: w.Clock, Profile: w.Profile, Settings: w.Settings}
	if w.Now != nil {
		if err := clock.Check(*w.Now); err != nil { // the zero instant included, which means something else in Go
			return nil, err
		}
		opts.Now = *w.Now
	}
	if w.Scenario != "" && w.Snapshot != "" {
		return nil, control.Refuse("a session begins with a scenario or with a snapshot, not with both", "leave one of the two out")
	}
	if text := cmp.Or(w.Scenario, w.Snapshot); text != "" {
		src, err := a.source(text)
		if err != nil {
			return nil, err
		}
		opts.Scenarios = []Source{src}
	}
	st, err := a.load(opts)
	if err != nil {
		return nil, err
	}
	return opened(a.registry.Add(st, address(admin.ForkSession{ID: w.ID, TTL: w.TTL, Listen: w.Listen, TLSListen: w.TLSListen})))
}

// source returns a scenario that a caller names or sends. A name is that of a loaded or a shipped one, never of a file: a caller
// of the control API must not be able to read this machine's disk.
func (a adminSessions) source(text string) (Source, error) {
	if strings.ContainsAny(text, ":{\n") {
		return Source{Name: "request", Text: []byte(text)}, nil
	}
	names := libraryWords()
	for _, src := range a.registry.Main().State().Plan.Options.Sources {
		if names = append(names, src.Name); src.Name == text {
			return src, nil
		}
	}
	if meant := inLibrary(text); len(meant) != 1 {
		return Source{}, &scenario.NotFoundError{Name: text, Matches: meant, Suggestion: scenario.DidYouMean(text, names)}
	}
	return ofLibrary(text)
}

// Fork creates a session that goes on from where another one is.
func (a adminSessions) Fork(of control.Session, at admin.ForkSession) (control.Session, error) {
	return opened(a.registry.Fork(of.(*sessions.Session), address(at)))
}

func address(w admin.ForkSession) sessions.Address {
	at := sessions.Address{ID: w.ID, Listen: w.Listen, TLSListen: w.TLSListen}
	if w.TTL != nil {
		at.TTL = time.Duration(*w.TTL)
	}
	return at
}

// Find returns the session with the given ID.
func (a adminSessions) Find(id string) (control.Session, bool) {
	s, ok := a.registry.Find(id)
	return s, ok && s.ID() == id
}

// All returns the sessions, oldest first.
func (a adminSessions) All() []control.Session {
	var all []control.Session
	for _, s := range a.registry.All() {
		all = append(all, s)
	}
	return all
}

// Elsewhere returns the documents of the sessions that other replicas serve, for the client of a request.
func (a adminSessions) Elsewhere(r *http.Request) []admin.Session {
	if a.replicas == nil {
		return nil
	}
	var all []admin.Session
	for _, text := range a.replicas.Elsewhere(r) {
		var doc admin.Session
		if json.Unmarshal(text, &doc) == nil { // else it has ended, or its owner cannot be reached
			all = append(all, doc)
		}
	}
	return all
}

// End ends a session.
func (a adminSessions) End(id string) bool { return a.registry.End(id) }

func opened(s *sessions.Session, err error) (control.Session, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// shipped returns the text of the one shipped scenario that a name means.
func shipped(name string) ([]byte, bool) {
	meant := inLibrary(name)
	if len(meant) != 1 {
		return nil, false
	}
	text, err := fs.ReadFile(scenarios.FS, meant[0]+".yaml")
	return text, err == nil
}
