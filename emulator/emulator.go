package emulator

import (
	"log/slog"
	"net/http"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Emulator serves all APIs on one port. It is safe for concurrent use, has no goroutines and needs no closing. What it
// serves is its Session.
type Emulator struct {
	*Session
	front *wire.Front
	log   *slog.Logger
}

// New reads the scenarios and starts their jobs. Its error tells every fault of every scenario.
func New(opts Options) (*Emulator, error) { return build(apis(), opts) }

func build(apis []wire.API, opts Options) (*Emulator, error) {
	if opts.Clock == nil {
		opts.Clock = clock.System{}
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	s, err := newSession(apis, opts)
	if err != nil {
		return nil, err
	}
	return &Emulator{Session: s, front: wire.NewFront(apis, opts.BodyLimit), log: opts.Log}, nil
}

// ServeHTTP answers a request to any of the APIs, and /healthz and /readyz.
func (e *Emulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("ok\n")) // a prober that went away is its own affair
		return
	}
	call, sent := e.front.Serve(w, r, e.world.Load())
	e.tell(call, sent)
}

// tell logs one line per request: what was asked and which states were told.
func (e *Emulator) tell(c *wire.Call, sent *wire.Recorder) {
	ctx := c.Context()
	if !e.log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	e.log.LogAttrs(ctx, slog.LevelInfo, "answered",
		slog.String("api", c.API), slog.String("op", c.Op),
		slog.String("method", c.Method), slog.String("path", c.Prefix+c.URL.Path),
		slog.Int("status", sent.Status), slog.Any("told", wire.Phases(c.Told)), slog.String("request", c.ID))
}
