package emulator

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// Session is a world apart: its jobs, its clock, its seed, its rules and its journal. It is an http.Handler of its own and
// safe for concurrent use.
type Session struct {
	*shared
	id, project string
	journal     *journal.Journal
	state       atomic.Pointer[state]
	replacing   sync.Mutex // held to put another state in place

	ttl       time.Duration // 0: for ever
	mu        sync.Mutex
	listeners map[string]Listener // listeners of its own, by "listen" and "tls_listen"
	ended     bool                // it has ended; no door is opened any more

	used atomic.Int64 // when it was used last, by real time, in nanoseconds since 1970
}

// open makes a session without a name.
func (h *shared) open(opts Options) (*Session, error) {
	s := &Session{shared: h, journal: journal.New("", h.entries)}
	st, err := h.load(opts)
	if err != nil {
		return nil, err
	}
	s.settle(st)
	return s, nil
}

// load reads the scenarios and begins, or restores a snapshot.
func (h *shared) load(opts Options) (*state, error) {
	if text, ok := theSnapshot(opts.Scenarios); ok {
		return h.restore(text)
	}
	p, err := read(h.words, opts)
	if err != nil {
		return nil, err
	}
	return p.begin(steered(opts.Clock))
}

// steered is a clock that can be moved, whatever was given.
func steered(c clock.Clock) *clock.Steered {
	switch c := c.(type) {
	case nil:
		return clock.Steer(clock.System{})
	case *clock.Steered:
		return c
	default:
		return clock.Steer(c)
	}
}

// settle puts a state in place.
func (s *Session) settle(st *state) {
	st.place = wire.Backend{World: st.world, Journal: s.journal, User: s.id, Done: s.done}
	s.state.Store(st)
}

// restart puts the beginning of a plan in place. The journal begins anew too.
func (s *Session) restart(p *plan, c *clock.Steered) error {
	s.replacing.Lock()
	defer s.replacing.Unlock()
	st, err := p.begin(c)
	if err != nil {
		return err
	}
	s.settle(st)
	s.journal.Clear()
	return nil
}

// Reset begins the loaded scenarios anew, at the present instant, and forgets the journal. Requests under way finish in the
// old world.
func (s *Session) Reset() error {
	now := s.state.Load()
	return s.restart(now.plan, now.clock)
}

// ServeHTTP answers a request to any of the APIs in this session, and to its control API.
func (s *Session) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.healthy(w, r):
	case s.admin && control.Owns(r.URL.Path):
		s.control.Serve(w, r, adminSession{s})
	default:
		s.dispatcher.Answer(w, r, s.state.Load().place)
	}
}

// healthy answers the paths by which a prober asks whether the server is well.
func (s *Session) healthy(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.Path != "/healthz" && r.URL.Path != "/readyz" {
		return false
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n")) // a prober that went away is its own affair
	return true
}

// ID names the session among those of its emulator, as in /s/{id}. It is empty for the emulator's own.
func (s *Session) ID() string { return s.id }

// Project is the id of the project that picks this session, 32 hex digits. It is empty for the emulator's own, which
// answers for every project that is nobody's.
func (s *Session) Project() string { return s.project }

// Clock is the clock by which the session lives.
func (s *Session) Clock() *clock.Steered { return s.state.Load().clock }

// Seed is the seed that keys every draw.
func (s *Session) Seed() uint64 { return s.state.Load().plan.seed }

// Profile is the fidelity profile in force.
func (s *Session) Profile() string { return s.state.Load().plan.profile }

// World is the state of the session's jobs. Reset, Reload and Restore put another one in its place.
func (s *Session) World() *world.World { return s.state.Load().world }

// Journal is what clients asked of this session and were told.
func (s *Session) Journal() *journal.Journal { return s.journal }

// Peek looks at a job unnoticed: it counts as no poll. It answers a *job.Error for a job that cannot be seen.
func (s *Session) Peek(ref job.Ref) (job.Snapshot, error) { return s.World().Peek(ref) }

// Jobs are the top-level jobs of an API that can be seen, oldest first.
func (s *Session) Jobs(api string) []job.Snapshot {
	var snaps []job.Snapshot
	_ = s.World().Do(func(tx *world.Tx) error {
		snaps = tx.Jobs(api)
		return nil
	})
	return snaps
}
