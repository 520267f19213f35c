package sessions

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// DefaultTTL is how long a session lives unused, by real time, unless it is created with another TTL.
const DefaultTTL = time.Hour

// Options is what all sessions of a registry share.
type Options struct {
	APIs          []wire.API
	Player        *playback.Player
	Log           *slog.Logger
	JournalLimit  int         // the maximum number of entries in a journal; zero means journal.DefaultLimit
	JournalBodies bool        // whether journals record bodies
	MaxSessions   int         // besides the main one
	Store         store.Store // where the sessions' logs are kept; nil: in memory alone

	// Done is called at the end of each response.
	Done func(*Session, *wire.Call, *wire.Recorder)
	// Judged is called with the final verdict on the clients of a session when it ends, is reset, or gets another state, unless it is
	// nil. It must not call the registry.
	Judged func(s *Session, ended bool, report verdict.Report)
	// Coverage counts what clients are shown; nil means that it is not counted.
	Coverage *coverage.Counter
	// IsAdmin reports whether a request is for the control API. Admin serves it; nil means that it is not served here.
	IsAdmin func(*http.Request) bool
	Admin   func(http.ResponseWriter, *http.Request, *Session)
	// Changed is called with the ID of a session that was created or has ended. It may be nil.
	Changed func(id string, created bool)
	// Listen opens a listener for a session. Nil means that sessions have none.
	Listen func(s *Session, address string, secure bool) (Listener, error)
	// Misleading returns the reason why a client would misread a URL with this ID, or "".
	Misleading func(id string) string
}

// Registry has the sessions of an emulator. It is safe for concurrent use.
type Registry struct {
	opts *Options
	main *Session

	count atomic.Int64 // of sessions besides main, so that an emulator without any looks no further
	mu    sync.RWMutex
	named map[string]*Session // by ID and by project
	order []*Session          // oldest first
	made  uint64

	takes takes // of the sessions that become this replica's
}

// NewRegistry returns a registry whose main session is in the given state.
func NewRegistry(opts *Options, main *playback.State) *Registry {
	return &Registry{opts: opts, main: newSession(opts, "", "", 0, main), named: map[string]*Session{}}
}

// Main returns the main session.
func (g *Registry) Main() *Session { return g.main }

// Address says how a session is found beside the others, and for how long it lives.
type Address struct {
	ID                string        // empty: one is made
	TTL               time.Duration // how long it lives unused, by real time; zero means DefaultTTL, or that of a fork's origin
	Listen, TLSListen string        // addresses at which it alone is served; empty: none
}

// Add creates a session in the given state. It returns one of the errors of this package if that cannot be.
func (g *Registry) Add(st *playback.State, at Address) (*Session, error) {
	s, err := g.add(st, at)
	if err != nil {
		return nil, err
	}
	if err := s.listen(at); err != nil {
		g.End(s.id)
		return nil, err
	}
	if g.opts.Changed != nil {
		g.opts.Changed(s.id, true)
	}
	g.expireOnTime(s)
	return s, nil
}

// expireOnTime ends a session with listeners of its own when its TTL has passed. Any other session that has expired ends when the
// registry is next used: nothing of it can be seen before.
func (g *Registry) expireOnTime(s *Session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.listeners) == 0 || s.ended {
		return
	}
	s.expiry = time.AfterFunc(s.ttl, func() {
		if s.expired() {
			g.All() // evicts it
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if !s.ended {
			s.expiry.Reset(s.Expires().Sub(clock.System{}.Now()))
		}
	})
}

// Fork creates a session that goes on from where s is.
func (g *Registry) Fork(s *Session, at Address) (*Session, error) {
	if at.TTL <= 0 {
		at.TTL = s.ttl
	}
	return g.Add(s.State().Fork(), at)
}

// add creates a session and gives it its name.
func (g *Registry) add(st *playback.State, at Address) (*Session, error) {
	id := at.ID
	g.mu.Lock()
	defer g.mu.Unlock()
	g.evictExpired()
	if len(g.order) >= g.opts.MaxSessions {
		return nil, &TooManySessionsError{Limit: len(g.order)}
	}
	made := id == ""
	for id == "" || (made && g.named[id] != nil) {
		g.made++
		id = fmt.Sprintf("t%d", g.made)
	}
	if err := g.checkID(id); err != nil {
		return nil, err
	}
	ttl := at.TTL
	if ttl <= 0 {
		ttl = DefaultTTL
	}
	as := playback.StoredAs{TTL: ttl, Listen: at.Listen, TLSListen: at.TLSListen}
	err := g.opts.keep(st, id, as)
	for made && isTaken(err) { // by a session of another replica
		g.made++
		id = fmt.Sprintf("t%d", g.made)
		err = g.opts.keep(st, id, as)
	}
	if err != nil {
		return nil, err
	}
	s := newSession(g.opts, id, projectOf(id), ttl, st)
	s.as = as
	g.insert(s)
	return s, nil
}

// isTaken reports whether a session cannot be created because its name has a log already.
func isTaken(err error) bool {
	_, taken := errors.AsType[*store.ExistsError](err)
	return taken
}

// insert adds a session. The lock is held.
func (g *Registry) insert(s *Session) {
	s.touch()
	g.named[s.id], g.named[s.project] = s, s
	g.order = append(g.order, s)
	g.count.Store(int64(len(g.order)))
}

// Find returns the session with the given ID or project and resets its TTL.
func (g *Registry) Find(name string) (*Session, bool) {
	if g.count.Load() == 0 {
		return nil, false
	}
	g.mu.RLock()
	defer g.mu.RUnlock()
	s := g.named[name]
	if s == nil || s.expired() {
		return nil, false
	}
	s.touch()
	return s, true
}

// All returns the sessions besides the main one, oldest first.
func (g *Registry) All() []*Session {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.evictExpired()
	return slices.Clone(g.order)
}

// End ends the session with the given ID or project. Requests in flight finish in it. It reports false if there is none.
func (g *Registry) End(id string) bool {
	g.mu.Lock()
	s := g.named[id]
	if s != nil {
		g.remove(func(one *Session) bool { return one == s })
	}
	g.mu.Unlock()
	if s != nil && g.opts.Changed != nil {
		g.opts.Changed(s.id, false)
	}
	return s != nil
}

// evictExpired ends the sessions whose TTL has passed. The lock is held.
func (g *Registry) evictExpired() { g.remove((*Session).expired) }

// remove ends sessions. The lock is held.
func (g *Registry) remove(which func(*Session) bool) {
	g.order = slices.DeleteFunc(g.order, func(s *Session) bool {
		gone := which(s)
		if gone {
			delete(g.named, s.id)
			delete(g.named, s.project)
			s.judged(true)
			s.close()
			s.forget()
		}
		return gone
	})
	g.count.Store(int64(len(g.order)))
}

// touch resets the TTL.
func (s *Session) touch() { s.used.Store(clock.System{}.Now().UnixNano()) }

// Expires returns when the session ends if it is not used, by real time; zero if it does not expire.
func (s *Session) Expires() time.Time {
	if s.ttl == 0 {
		return time.Time{}
	}
	return time.Unix(0, s.used.Load()).Add(s.ttl).UTC()
}

func (s *Session) expired() bool { return s.ttl > 0 && !clock.System{}.Now().Before(s.Expires()) }
