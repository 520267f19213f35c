package emulator

import (
	"cmp"
	"log/slog"
	"net/http"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/api/iam"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/replicas"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// Emulator serves all APIs and all sessions at one address. It is safe for concurrent use, has no goroutines and, without a store, needs no Close.
// Its own methods, those of [Session], are about the main session, which serves every request that names no other session.
type Emulator struct {
	*Session
}

// engine is what all sessions of an emulator share.
type engine struct {
	apis     []wire.API
	player   *playback.Player
	registry *sessions.Registry
	control  *control.Control
	metrics  Metrics           // nil: none are kept
	coverage *coverage.Counter // nil: it is not counted
	log      *slog.Logger
	replicas *replicas.Replicas // nil, unless other processes use the store too
	listen   func(s *Session, address string, secure bool) (Listener, error)
}

// The default limits: how many sessions an emulator has at a time besides the main one, and how many jobs a session has.
const (
	maxSessions = 1000
	maxJobs     = 2_000_000
)

// New reads the scenarios and starts their jobs; a snapshot in place of the scenarios is restored. It returns
// scenario.Diagnostics with every diagnostic of every scenario, or an *OptionError.
func New(opts Options) (*Emulator, error) { return build(apis.All(), opts) }

func build(all []wire.API, opts Options) (*Emulator, error) {
	if opts.Admin != "" && opts.Admin != "on" && opts.Admin != adminOff {
		return nil, &OptionError{Option: "admin", Value: opts.Admin, Message: "want on or off"}
	}
	e := &engine{
		apis: all, log: cmp.Or(opts.Log, slog.New(slog.DiscardHandler)), listen: opts.Listen, metrics: opts.Metrics, coverage: opts.Coverage,
		player: &playback.Player{
			Vocabularies: apis.Vocabularies(all), Dispatcher: dispatcher(all, opts.BodyLimit), MaxJobs: cmp.Or(opts.MaxJobs, maxJobs),
		},
	}
	plan, err := opts.plan()
	if err != nil {
		return nil, err
	}
	metricsOfStore := e.storeMetrics(opts.Store)
	shared, _ := opts.Store.(store.Shared)
	load := func() (*playback.State, error) { return e.player.Load(plan, steered(opts.Clock)) }
	o := e.sessionOptions(opts)
	if shared != nil {
		o.Listen = nil // a listener cannot move to another replica
		o.Changed = func(id string, created bool) { e.replicas.Changed(id, created) }
	}
	if e.registry, err = sessions.Open(o, load); err != nil {
		return nil, err
	}
	if shared != nil {
		e.replicas = replicas.New(replicas.Options{
			Store: shared, Registry: e.registry, Secret: opts.ReplicaSecret, Log: e.log, IsAdmin: o.IsAdmin, Fail: control.Fail,
		})
	}
	e.goesOn(plan)
	e.control = control.New(control.Options{
		Store: metricsOfStore, Self: selfOf(shared),
		Version: opts.Version, Token: opts.AdminToken, Hosts: opts.Hosts, CA: opts.CA, Started: clock.System{}.Now(),
		APIs: all, Sessions: adminSessions{e}, APIAddr: opts.Site, Metrics: e.metrics, Coverage: e.showCoverage(), Shipped: ShippedScenarios, Text: shipped, Schema: opts.Schema,
		Read: e.readScenario, Draw: opts.Draw, Errors: opts.NativeErrors,
	})
	return &Emulator{&Session{e, e.registry.Main()}}, nil
}

// readScenario reads a scenario without running it.
func (e *engine) readScenario(text []byte) (*scenario.Scenario, error) {
	plan, err := e.player.Read(playback.Options{Sources: []Source{{Name: "request", Text: text}}})
	if err != nil {
		return nil, err
	}
	return plan.Scenarios[0], nil
}

// sessionOptions returns what the sessions need of the emulator.
func (e *engine) sessionOptions(opts Options) *sessions.Options {
	o := &sessions.Options{
		APIs: e.apis, Player: e.player, Log: e.log, JournalLimit: opts.JournalSize, JournalBodies: opts.JournalBodies, MaxSessions: cmp.Or(opts.MaxSessions, maxSessions), Store: opts.Store,
		Done: e.done, IsAdmin: control.Serves, Misleading: iam.HostTrap,
	}
	o.Coverage = e.coverage
	if opts.Judged != nil {
		o.Judged = func(s *sessions.Session, ended bool, report verdict.Report) {
			opts.Judged(Judged{s.ID(), ended, report})
		}
	}
	if opts.Admin != adminOff {
		o.Admin = func(w http.ResponseWriter, r *http.Request, s *sessions.Session) { e.control.Serve(w, r, s) }
	}
	if opts.Listen != nil {
		o.Listen = func(s *sessions.Session, address string, secure bool) (sessions.Listener, error) {
			return opts.Listen(&Session{e, s}, address, secure)
		}
	}
	return o
}

// steered returns a clock that can be moved, whatever c is.
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

// ServeHTTP responds to a request to any of the APIs of any session, to the control API, and to /healthz and /readyz.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if e.replicas != nil {
		e.replicas.ServeHTTP(w, r)
		return
	}
	s, r, err := e.registry.Route(r)
	if err != nil {
		control.Fail(w, err)
		return
	}
	s.Serve(w, r)
}

// Admin returns a handler of the control API alone, for a listener of its own. It works even where Options.Admin is off.
func (e *Emulator) Admin() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s, r, err := e.registry.Route(r)
		switch {
		case err != nil:
			control.Fail(w, err)
		case !s.Healthy(w, r):
			e.control.ServeAlone(w, r, s)
		}
	})
}

// NewSession creates a session beside the others. Requests under its path, its host label, its project or its user are served
// in it. It returns the errors of New, and a *TooManySessionsError, *SessionIDError, *SessionExistsError or *SessionListenError.
func (e *Emulator) NewSession(opts SessionOptions) (*Session, error) {
	st, err := e.load(opts)
	if err != nil {
		return nil, err
	}
	return e.session(e.registry.Add(st, sessions.Address{ID: opts.ID, TTL: opts.TTL, Listen: opts.Listen, TLSListen: opts.TLSListen}))
}

// Fork creates a session that goes on from where s is: with the same jobs, at the same instant, with the same draws. What is done
// to one of the two from then on is not seen in the other. It returns the errors of NewSession.
func (e *Emulator) Fork(s *Session, opts ForkOptions) (*Session, error) {
	return e.session(e.registry.Fork(s.core, sessions.Address(opts)))
}

// FindSession returns the session with the given ID or project and resets its TTL. It reports false if there is none.
func (e *Emulator) FindSession(id string) (*Session, bool) {
	s, ok := e.registry.Find(id)
	return &Session{e.engine, s}, ok
}

// Sessions returns the sessions besides the main one, oldest first.
func (e *Emulator) Sessions() []*Session {
	var all []*Session
	for _, s := range e.registry.All() {
		all = append(all, &Session{e.engine, s})
	}
	return all
}

// EndSession ends a session. Requests in flight finish in it. It reports false if there is none with this ID.
func (e *Emulator) EndSession(id string) bool { return e.registry.End(id) }

func (e *engine) session(s *sessions.Session, err error) (*Session, error) {
	if err != nil {
		return nil, err
	}
	return &Session{e, s}, nil
}

// HostTrap returns the reason why a client would misread the URLs of an emulator that is reached under this host, or "".
func HostTrap(host string) string { return iam.HostTrap(host) }
