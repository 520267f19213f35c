package emulator

import (
	"cmp"
	"log/slog"
	"net/http"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// Emulator serves all APIs and all sessions on one port. It is safe for concurrent use, has no goroutines and needs no
// closing. Its own Session answers what no other one is asked for.
type Emulator struct {
	*Session
	guests *registry
}

// shared is what all sessions of an emulator share.
type shared struct {
	apis       []wire.API
	words      []job.Vocabulary
	dispatcher *wire.Dispatcher
	log        *slog.Logger
	entries    int     // of a journal
	metrics    Metrics // nil: none are kept
	control    *control.Control
	admin      bool // the control API is served beside the APIs
	limits     struct{ sessions, jobs int }

	// openListener opens listeners of sessions' own; nil: they have none.
	openListener func(s *Session, address string, secure bool) (Listener, error)
}

// New reads the scenarios and starts their jobs. Its error tells every fault of every scenario. A snapshot in the place of
// the scenarios is restored.
func New(opts Options) (*Emulator, error) { return build(apis(), opts) }

func build(apis []wire.API, opts Options) (*Emulator, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if err := opts.check(); err != nil {
		return nil, err
	}
	h := &shared{
		apis: apis, words: vocabularies(apis), dispatcher: wire.NewDispatcher(apis, opts.BodyLimit), log: opts.Log,
		entries: opts.JournalSize, metrics: opts.Metrics, admin: opts.Admin != adminOff, openListener: opts.Listen,
	}
	h.limits.sessions, h.limits.jobs = cmp.Or(opts.MaxSessions, maxSessions), cmp.Or(opts.MaxJobs, maxJobs)
	opts.MaxJobs = h.limits.jobs
	own, err := h.open(opts)
	if err != nil {
		return nil, err
	}
	e := &Emulator{Session: own, guests: &registry{shared: h, own: own, named: map[string]*Session{}}}
	h.control = control.New(control.Options{
		Version: opts.Version, Token: opts.AdminToken, Hosts: opts.Hosts, CA: opts.CA, Started: clock.System{}.Now(),
		APIs: apis, Sessions: adminSessions{e.guests}, APIAddr: opts.Site, Metrics: h.metrics, Shipped: ShippedScenarios, Text: shipped, Schema: opts.Schema,
	})
	return e, nil
}

// ServeHTTP answers a request to any of the APIs of any session, to the control API, and to /healthz and /readyz.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s, r := e.guests.route(w, r)
	if s != nil {
		s.ServeHTTP(w, r)
	}
}

// Admin is the control API alone, for a listener of its own. It answers even where Options.Admin is off.
func (e *Emulator) Admin() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s, r := e.guests.route(w, r); s != nil && !s.healthy(w, r) {
			s.control.ServeAlone(w, r, adminSession{s})
		}
	})
}
