package emulator

import (
	"log/slog"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// done counts and logs a response that has ended.
func (e *engine) done(s *sessions.Session, c *wire.Call, sent *wire.Recorder) {
	if e.metrics != nil {
		e.metrics.Completed(control.Completion{
			API: c.API, Op: c.Op, Status: sent.Status, Rule: c.RuleAction(), Took: sent.Took(), Observed: c.Observed,
		})
	}
	e.logRequest(s, c, sent)
}

// logRequest writes one line per request: the operation, which statuses the response showed and what became of them by it, and why.
func (e *engine) logRequest(s *sessions.Session, c *wire.Call, sent *wire.Recorder) {
	ctx := c.Context()
	if !e.log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	about := []slog.Attr{
		slog.String("api", c.API), slog.String("op", c.Op),
		slog.String("method", c.Method), slog.String("path", c.Prefix+c.URL.Path),
		slog.Int("status", sent.Status), slog.Any("jobs", c.Changes()), slog.String("why", s.Why(sent.Entry())),
		slog.String("request", c.ID),
	}
	if s.ID() != "" {
		about = append(about, slog.String("session", s.ID()))
	}
	e.log.LogAttrs(ctx, slog.LevelInfo, "answered", about...)
}
