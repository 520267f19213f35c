package emulator

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/journal"
)

// The usual limits: how many sessions an emulator has at a time, besides its own, and how many jobs a session has.
const (
	maxSessions = 1000
	maxJobs     = 2_000_000
)

// defaultTTL is how long a session lives unused, by real time.
const defaultTTL = time.Hour

// SessionOptions says how a session of its own begins. The zero SessionOptions works: the scenarios of the emulator, on a
// clock that tells the same instant in the same mode.
type SessionOptions struct {
	// Scenarios, Seed, Profile and Settings are those of Options; where they are nil or empty the emulator's count.
	Scenarios []Source
	Seed      *uint64
	Profile   string
	Settings  map[string]string
	// Clock is a mode that clock.Parse takes. Empty takes the clock of the emulator as it is now, as a clock of its own.
	Clock string
	// Now is when the clock begins. Zero begins at the present instant.
	Now time.Time
	// Lodging is where it is found, and for how long.
	Lodging
}

// Lodging says where a session is found beside the others, and for how long. The zero Lodging works.
type Lodging struct {
	// ID names the session, as in /s/{id}: a letter, then letters, digits and "-", in lower case, at most 32. Empty makes one.
	ID string
	// TTL is how long the session lives unused, by real time. 0 stands for an hour; for a fork, for what its origin has.
	TTL time.Duration
	// Listen and TLSListen are addresses at which this session alone is served, by HTTP and by HTTPS, as Options.Listen
	// opens them. Empty opens none.
	Listen, TLSListen string
}

// registry are the sessions of an emulator besides its own.
type registry struct {
	*shared
	own *Session

	count atomic.Int64 // of sessions, so that an emulator without any looks no further
	mu    sync.RWMutex
	named map[string]*Session // by id and by project
	order []*Session          // oldest first
	made  uint64
}

// NewSession makes a session of its own, which all requests under its path, its host label, its project or its user reach.
func (e *Emulator) NewSession(opts SessionOptions) (*Session, error) { return e.guests.open(opts) }

// FindSession finds a session by its id or its project, and takes it for used.
func (e *Emulator) FindSession(id string) (*Session, bool) { return e.guests.find(id) }

// EndSession ends a session. Requests under way finish in it. It answers false if there is none of this name.
func (e *Emulator) EndSession(id string) bool { return e.guests.end(id) }

// open makes a session. It reads the scenarios outside of the lock.
func (g *registry) open(opts SessionOptions) (*Session, error) {
	now := g.own.state.Load()
	all := now.plan.opts
	if opts.Scenarios != nil {
		all.Scenarios = opts.Scenarios
	}
	if opts.Seed != nil {
		all.Seed = opts.Seed
	}
	if opts.Profile != "" {
		all.Profile = opts.Profile
	}
	all.Settings = maps.Clone(all.Settings)
	for name, value := range opts.Settings {
		if all.Settings == nil {
			all.Settings = map[string]string{}
		}
		all.Settings[name] = value
	}
	c, err := opts.clock(now.clock)
	if err != nil {
		return nil, err
	}
	all.Clock = c
	st, err := g.load(all)
	if err != nil {
		return nil, err
	}
	return g.enter(st, opts.Lodging)
}

// clock is the clock that the options ask for, beside the emulator's own.
func (o SessionOptions) clock(own *clock.Steered) (*clock.Steered, error) {
	switch {
	case o.Clock == "" && o.Now.IsZero():
		return own.Fork(), nil
	case o.Clock == "":
		c := own.Fork()
		if o.Now.Before(c.Now()) {
			return clock.ParseAt(clock.Manual, o.Now)
		}
		c.Set(o.Now)
		return c, nil
	case o.Now.IsZero():
		return clock.Parse(o.Clock)
	default:
		return clock.ParseAt(o.Clock, o.Now)
	}
}

// enter gives a state a session, a name, and what it asks for to be found by.
func (g *registry) enter(st *state, at Lodging) (*Session, error) {
	s, err := g.admit(st, at)
	if err != nil {
		return nil, err
	}
	if err := s.listen(g, at); err != nil {
		g.end(s.id)
		return nil, err
	}
	return s, nil
}

// admit gives a state a session and a name.
func (g *registry) admit(st *state, at Lodging) (*Session, error) {
	id, made := at.ID, false
	g.mu.Lock()
	defer g.mu.Unlock()
	g.collect()
	if len(g.order) >= g.limits.sessions {
		return nil, &control.Error{
			Status: http.StatusTooManyRequests, Code: "too_many_sessions", Message: fmt.Sprintf("there are %d sessions already", len(g.order)),
			Hint: "DELETE /__admin/sessions/{id} ends one; a session that nobody uses ends after its ttl; --max-sessions allows more",
		}
	}
	for id == "" || (made && g.named[id] != nil) {
		g.made++
		id, made = fmt.Sprintf("t%d", g.made), true
	}
	if err := g.free(id); err != nil {
		return nil, err
	}
	ttl := at.TTL
	if ttl <= 0 {
		ttl = defaultTTL
	}
	s := &Session{shared: g.shared, id: id, project: projectOf(id), journal: journal.New(id, g.entries), ttl: ttl}
	s.settle(st)
	s.touch()
	g.named[s.id], g.named[s.project] = s, s
	g.order = append(g.order, s)
	g.count.Store(int64(len(g.order)))
	return s, nil
}

// find finds a session and takes it for used.
func (g *registry) find(name string) (*Session, bool) {
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

// all lists the sessions that live, oldest first.
func (g *registry) all() []*Session {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.collect()
	return slices.Clone(g.order)
}

func (g *registry) end(id string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.named[id]
	if s == nil {
		return false
	}
	g.remove(func(one *Session) bool { return one == s })
	return true
}

// collect ends the sessions that nobody used for too long. The lock is held.
func (g *registry) collect() { g.remove((*Session).expired) }

// remove ends sessions. The lock is held.
func (g *registry) remove(which func(*Session) bool) {
	g.order = slices.DeleteFunc(g.order, func(s *Session) bool {
		gone := which(s)
		if gone {
			delete(g.named, s.id)
			delete(g.named, s.project)
			s.close()
		}
		return gone
	})
	g.count.Store(int64(len(g.order)))
}

// touch notes that the session is used.
func (s *Session) touch() { s.used.Store(clock.System{}.Now().UnixNano()) }

// Expires is when the session ends if nobody uses it, by real time; zero for never.
func (s *Session) Expires() time.Time {
	if s.ttl == 0 {
		return time.Time{}
	}
	return time.Unix(0, s.used.Load()).Add(s.ttl).UTC()
}

func (s *Session) expired() bool { return s.ttl > 0 && !clock.System{}.Now().Before(s.Expires()) }

// Fork makes a session that goes on from where this one is: the same jobs, at the same instant, with the same fate. What is
// done to one of them from now on the other does not see.
func (e *Emulator) Fork(s *Session, at Lodging) (*Session, error) { return s.fork(e.guests, at) }

func (s *Session) fork(g *registry, at Lodging) (*Session, error) {
	if at.TTL <= 0 {
		at.TTL = s.ttl
	}
	return g.enter(s.state.Load().fork(), at)
}
