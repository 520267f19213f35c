package sessions

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Session is one session. It is safe for concurrent use.
type Session struct {
	opts        *Options
	id, project string
	journal     *journal.Journal
	current     atomic.Pointer[current]
	replacing   sync.Mutex // held while the state is replaced

	ttl       time.Duration // 0: it does not expire
	mu        sync.Mutex
	listeners map[string]Listener // its own, by "listen" and "tls_listen"
	ended     bool                // no listener is opened any more
	expiry    *time.Timer         // ends a session with listeners; nil without any

	judging judging

	as      playback.StoredAs // as the store has it
	failing atomic.Bool       // the store failed at the last request

	used atomic.Int64 // when it was used last, by real time, in nanoseconds since 1970
}

// current is a state and the backend that serves requests from it.
type current struct {
	*playback.State
	backend wire.Backend
}

// newSession returns a session in the given state.
func newSession(opts *Options, id, project string, ttl time.Duration, st *playback.State) *Session {
	s := &Session{opts: opts, id: id, project: project, ttl: ttl, journal: journal.New(id, opts.JournalLimit)}
	if !st.Plan.Verdict().Off {
		s.journal.KeepCompleted()
	}
	if opts.JournalBodies {
		s.journal.RecordBodies()
	}
	s.set(st)
	return s
}

// set makes st the current state.
func (s *Session) set(st *playback.State) {
	done := func(c *wire.Call, sent *wire.Recorder) {
		s.judgeSome()
		s.opts.Done(s, c, sent)
	}
	b := wire.Backend{World: st.World, Journal: s.journal, User: s.id, Done: done}
	if l := st.Log; l != nil {
		b.Commit = func() error { return s.committed(l, (*playback.StoredLog).Commit) }
	}
	s.current.Store(&current{st, b})
}

// State returns the current state.
func (s *Session) State() *playback.State { return s.current.Load().State }

// replace makes the state that next returns the current one, and clears the journal. If next returns an error nothing changes.
func (s *Session) replace(next func(now *playback.State) (*playback.State, error)) error {
	s.replacing.Lock()
	defer s.replacing.Unlock()
	st, err := next(s.State())
	if err != nil {
		return err
	}
	if old := s.State(); old.Log != nil {
		if err := s.opts.Player.Succeed(st, old, s.as); err != nil {
			return unkept(err)
		}
	}
	s.judged(false)
	s.set(st)
	s.journal.Clear()
	return nil
}

// Reset begins the loaded scenarios anew, at the present instant, and clears the journal. Requests in flight finish in the old
// state.
func (s *Session) Reset() error {
	return s.replace(func(now *playback.State) (*playback.State, error) { return s.opts.Player.Begin(now.Plan, now.Clock) })
}

// Reload begins other scenarios, at the present instant, with the options that the session was created with. Later resets begin
// these. If they cannot be loaded nothing changes; the error has every diagnostic of every scenario.
func (s *Session) Reload(sources []scenario.Source) error {
	opts := s.State().Plan.Options
	opts.Sources = sources
	plan, err := s.opts.Player.Read(opts)
	if err != nil {
		return err
	}
	return s.replace(func(now *playback.State) (*playback.State, error) { return s.opts.Player.Begin(plan, now.Clock) })
}

// Restore replaces jobs, clock and rules by those of a snapshot, atomically: requests in flight finish in the old state. The
// journal is cleared. If the snapshot cannot be restored nothing changes.
func (s *Session) Restore(text []byte) error {
	return s.replace(func(now *playback.State) (*playback.State, error) {
		st, err := s.opts.Player.Restore(text)
		if err == nil {
			st.Plan.Options.Verdict = now.Plan.Options.Verdict // it is how the session is judged, not what happened in it
		}
		return st, err
	})
}

// Snapshot returns the session as a file that Restore takes.
func (s *Session) Snapshot() ([]byte, error) { return s.opts.Player.Snapshot(s.State()) }

// Serve responds to a request to any of the APIs in this session, to the control API where it is served, and to /healthz and
// /readyz.
func (s *Session) Serve(w http.ResponseWriter, r *http.Request) {
	switch {
	case s.Healthy(w, r):
	case s.opts.Admin != nil && s.opts.IsAdmin(r):
		s.opts.Admin(w, r, s)
	default:
		if err := s.Ready(); err != nil {
			s.Reject(w, r, wire.Unavailable(err).Rejection())
			return
		}
		s.opts.Player.Dispatcher.Answer(w, r, s.current.Load().backend)
	}
}

// Reject responds to a request to any of the APIs that gets no further than the HTTP server.
func (s *Session) Reject(w http.ResponseWriter, r *http.Request, why wire.Rejection) {
	s.opts.Player.Dispatcher.Reject(w, r, why, s.current.Load().backend)
}

// Healthy responds to the paths of health checks. It reports false for any other path. /readyz is 503 while what requests do cannot
// be kept.
func (s *Session) Healthy(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.Path != "/healthz" && r.URL.Path != "/readyz" {
		return false
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if r.URL.Path == "/readyz" {
		if err := s.Ready(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return true
		}
	}
	_, _ = w.Write([]byte("ok\n")) // write errors are ignored: the client has gone
	return true
}

// ID returns the session's ID, as in /s/{id}. It is empty for the main session.
func (s *Session) ID() string { return s.id }

// Project returns the ID of the project that selects the session, 32 hex digits. It is empty for the main session.
func (s *Session) Project() string { return s.project }

// Clock returns the clock of the current state.
func (s *Session) Clock() *clock.Steered { return s.State().Clock }

// Seed returns the seed that keys every draw.
func (s *Session) Seed() uint64 { return s.State().Plan.Seed }

// Profile returns the fidelity profile in force.
func (s *Session) Profile() string { return s.State().Plan.Profile }

// Scenarios returns the names of the loaded scenarios.
func (s *Session) Scenarios() []string {
	var names []string
	for _, one := range s.State().Plan.Scenarios {
		names = append(names, one.Name)
	}
	return names
}

// Remarks returns what is legal in the scenarios, but probably not meant.
func (s *Session) Remarks() scenario.Diagnostics {
	var all scenario.Diagnostics
	for _, one := range s.State().Plan.Scenarios {
		all = append(all, one.Remarks...)
	}
	return all
}

// World returns the world of the current state.
func (s *Session) World() *world.World { return s.State().World }

// Journal returns the journal. It stays the same when the state is replaced.
func (s *Session) Journal() *journal.Journal { return s.journal }

// Do carries out a command. It returns the jobs that it was about.
func (s *Session) Do(c playback.Command) ([]job.Snapshot, error) {
	return s.opts.Player.Do(s.State(), c)
}

// JobScenario returns a scenario in which a job goes the same way.
func (s *Session) JobScenario(ref job.Ref) ([]byte, error) {
	return s.opts.Player.JobScenario(s.State(), ref)
}

// StartSpecs starts jobs that are given as Go values.
func (s *Session) StartSpecs(specs ...job.Spec) ([]job.Snapshot, error) {
	return s.opts.Player.StartSpecs(s.State(), specs)
}

// Begin starts the jobs of a scenario's text.
func (s *Session) Begin(text []byte) ([]job.Snapshot, error) {
	return s.Do(playback.Command{Do: playback.Start, Source: scenario.Source{Name: "request", Text: text}})
}

// DoRule carries out a command about rules. It returns their names.
func (s *Session) DoRule(c playback.Command) ([]string, error) {
	return s.opts.Player.DoRule(s.State(), c)
}

// one carries out a command about one job.
func (s *Session) one(do string, ref job.Ref, step string) (job.Snapshot, error) {
	snaps, err := s.Do(playback.Command{Do: do, Job: ref, Source: scenario.Source{Text: []byte(step)}})
	return snaps[0], err
}

// ForceTo ends a job's script and sets it to a step of the scenario language, as in "{status: FAIL, error: EVS.2024}".
func (s *Session) ForceTo(ref job.Ref, step string) (job.Snapshot, error) {
	return s.one(playback.Force, ref, step)
}

// Hold stops a job where it is: neither time nor polls end its step. Time in which it is held does not count.
func (s *Session) Hold(ref job.Ref) (job.Snapshot, error) { return s.one(playback.Hold, ref, "") }

// Release ends a hold.
func (s *Session) Release(ref job.Ref) (job.Snapshot, error) {
	return s.one(playback.Release, ref, "")
}
