package emulator

import (
	"log/slog"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// done counts and logs an answer that is over.
func (s *Session) done(c *wire.Call, sent *wire.Recorder) {
	if s.metrics != nil {
		s.metrics.Completed(control.Completion{
			API: c.API, Op: c.Op, Status: sent.Status, Rule: c.RuleAction(), Took: sent.Took(), Observed: c.Observed,
		})
	}
	s.report(c, sent)
}

// report logs one line per request: what was asked, which states were told and what they came to by it, and why.
func (s *Session) report(c *wire.Call, sent *wire.Recorder) {
	ctx := c.Context()
	if !s.log.Enabled(ctx, slog.LevelInfo) {
		return
	}
	about := []slog.Attr{
		slog.String("api", c.API), slog.String("op", c.Op),
		slog.String("method", c.Method), slog.String("path", c.Prefix+c.URL.Path),
		slog.Int("status", sent.Status), slog.Any("jobs", c.Changes()), slog.String("why", s.why(sent.Entry())),
		slog.String("request", c.ID),
	}
	if s.id != "" {
		about = append(about, slog.String("session", s.id))
	}
	s.log.LogAttrs(ctx, slog.LevelInfo, "answered", about...)
}

// why is Explain without what takes long to find: a log has a line for each request.
func (s *Session) why(e journal.Entry) string {
	if e.Op == "" && e.Rule == "" {
		return s.whyUnmatched(e)
	}
	return e.Why()
}

// Try gives for each API one command line that polls one of its jobs: the one that will change next.
func (s *Session) Try(base string) []string {
	var lines []string
	for _, api := range s.apis {
		if j, ok := soonest(s.Jobs(api.Name)); ok {
			lines = append(lines, api.Poll(j.ID).Curl(base))
		}
	}
	return lines
}

// soonest is the job that changes first by time alone, else the last one.
func soonest(jobs []job.Snapshot) (found job.Snapshot, ok bool) {
	for _, j := range jobs {
		later := !found.Next.IsZero() && (j.Next.IsZero() || !j.Next.Before(found.Next))
		if !later {
			found, ok = j, true
		}
	}
	return found, ok
}
