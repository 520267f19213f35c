package sessions

import (
	"errors"
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// With a store.Shared the registry of a replica has the sessions that it owns, and the main session, which it may own or not.

// Names finds a session by its ID or its project. It reports false if there is none.
type Names func(name string) (id string, ok bool)

// Identify returns the name of the log of the session that a request is for, by the same rules as Route, and the request without the
// session's path prefix. named says that the path has it, so that no other session will do. The sessions themselves are created by the
// owner of the main one, and shown, forked and ended by their own.
func (g *Registry) Identify(r *http.Request, known Names) (name string, in *http.Request, named bool) {
	in = r
	if rest, ok := strings.CutPrefix(r.URL.Path, "/s/"); ok {
		name, _, _ = strings.Cut(rest, "/")
		in, named = within(r, "/s/"+name), true
	}
	if rest, ok := strings.CutPrefix(in.URL.Path, "/__admin/sessions"); ok && g.opts.Admin != nil {
		id, _, _ := strings.Cut(strings.TrimPrefix(rest, "/"), "/")
		if id, ok := known(id); ok {
			return id, in, true
		}
		return store.Main, in, true
	}
	if named {
		return name, in, true
	}
	for _, selector := range g.selectors(r) {
		if id, ok := known(selector.name); ok && (selector.project || id == selector.name) {
			return id, in, false
		}
	}
	project, again := signIn(r)
	if id, ok := known(project); ok {
		return id, again, false
	}
	return store.Main, again, false
}

// selector is a part of a request that may name a session.
type selector struct {
	name    string
	project bool // the name may be that of its project
}

// selectors returns the parts of a request besides its path's prefix and its body that may name a session, the strongest first.
func (g *Registry) selectors(r *http.Request) []selector {
	all := []selector{{label(r.Host), false}, {g.projectIn(r.URL.Path), true}}
	if user, _, ok := r.BasicAuth(); ok {
		all = append(all, selector{user, false})
	}
	return append(all, selector{r.Header.Get("X-Project-Id"), true})
}

// Held returns the session of a log that this replica owns, or nil.
func (g *Registry) Held(name string) *Session {
	s := g.main
	if name != store.Main {
		g.mu.RLock()
		s = g.named[name]
		g.mu.RUnlock()
		if s == nil || s.id != name {
			return nil
		}
	}
	if l := s.State().Log; l == nil || l.Lost() {
		return nil
	}
	s.touch()
	return s
}

// Take makes this replica the owner of a session that has none, and returns it. It returns a *store.OwnedError, store.ErrNotFound, or
// what is wrong with the store or the log.
func (g *Registry) Take(name string) (*Session, error) {
	return g.takes.once(name, func() (*Session, error) {
		if s := g.Held(name); s != nil {
			return s, nil
		}
		return g.take(name)
	})
}

func (g *Registry) take(name string) (*Session, error) {
	opened, err := g.opts.openLog(name)
	if err != nil {
		return nil, err
	}
	if name != store.Main {
		g.Drop(name)
		return g.insertOpened(name, opened), nil
	}
	s := g.main
	s.replacing.Lock()
	defer s.replacing.Unlock()
	opened.State.Plan.Options.Verdict = s.State().Plan.Options.Verdict
	s.as = opened.As
	s.set(opened.State)
	s.journal.Clear()
	return s, nil
}

// insertOpened adds a session that was read from its log.
func (g *Registry) insertOpened(name string, opened *playback.Opened) *Session {
	s := newSession(g.opts, name, projectOf(name), opened.As.TTL, opened.State)
	s.as = opened.As
	g.mu.Lock()
	defer g.mu.Unlock()
	g.insert(s)
	return s
}

// Drop removes a session that another replica may own.
func (g *Registry) Drop(name string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.remove(func(s *Session) bool { return s.id == name })
}

// Release gives up a session that this replica owns, so that another one can take it.
func (g *Registry) Release(name string) error {
	s := g.Held(name)
	if s == nil {
		return nil
	}
	err := s.State().Log.Close()
	g.Drop(name)
	return err
}

// Owned returns the number of sessions that this replica owns.
func (g *Registry) Owned() int {
	n := 0
	for _, s := range append(g.All(), g.main) {
		if l := s.State().Log; l != nil && !l.Lost() {
			n++
		}
	}
	return n
}

// Unavailable responds to a request for a session that cannot be served at present.
func (g *Registry) Unavailable(w http.ResponseWriter, r *http.Request, why *wire.UnavailableError) {
	c := clock.Steer(clock.System{})
	g.opts.Player.Dispatcher.Reject(w, r, why.Rejection(), wire.Backend{World: world.New(c, 1, nil)})
}

// ProjectOf returns the project that selects a session.
func ProjectOf(id string) string { return projectOf(id) }

// openShared returns the state in which a replica begins: that of the main session, if it becomes its owner, else one that is not served.
func (o *Options) openShared(load func() (*playback.State, error)) (*playback.State, playback.StoredAs, error) {
	st, as, err := o.openMain(load)
	_, owned := errors.AsType[*store.OwnedError](err)
	_, created := errors.AsType[*store.ExistsError](err)
	if !owned && !created {
		return st, as, err
	}
	st, err = load()
	return st, playback.StoredAs{}, err
}
