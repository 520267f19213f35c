package testharness

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/verdict"
)

// Allow lets the findings of one kind, such as "no-jitter", pass. The verdict says so, with the reason. It ends the test if there is
// no such kind.
func Allow(finding, because string) Option {
	return Option{func(t T, c *config) {
		t.Helper()
		if err := verdict.CheckKind(finding); err != nil {
			t.Fatalf("jobsim: Allow: %v", err)
		}
		c.Verdict.Allow = append(c.Verdict.Allow, verdict.Allowance{Finding: finding, Because: because})
		c.judged = true
	}}
}

// Expect adds expectations to those of the scenarios.
func Expect(all ...verdict.Expectation) Option {
	return option(func(c *config) {
		c.Verdict.Expect = append(c.Verdict.Expect, all...)
		c.judged = true
	})
}

// Thresholds sets the limits by which findings are found. Those that are zero stay as they are.
func Thresholds(limits verdict.Thresholds) Option {
	return option(func(c *config) {
		c.Verdict.Thresholds = limits
		c.judged = true
	})
}

// FailOn sets the level of findings from which RequireVerdict fails. Without it that is verdict.Error.
func FailOn(level verdict.Level) Option { return option(func(c *config) { c.failOn = level }) }

// Verdict returns the verdict on what the clients did so far, as though they had ended: what they have not done counts as not done.
func (s *Sim) Verdict() verdict.Report {
	s.t.Helper()
	s.must(nil)
	return s.session.Verdict(true)
}

// RequireVerdict ends the test with the verdict and the transcript if an expectation of the scenarios is missed, or if there is a
// finding of level error. FailOn sets another level.
func (s *Sim) RequireVerdict() {
	s.t.Helper()
	if report := s.Verdict(); report.Fails(s.failOn) {
		s.printed.Store(true)
		s.t.Fatalf("%s: %s\n%s", s, report, s.Journal())
	}
}

// briefVerdict returns what clients did wrong, a line for each finding below a line of its own, for the log of a failed test; empty if
// that is nothing.
func (s *Sim) briefVerdict() string {
	lines := s.session.Verdict(true).Brief()
	if lines == "" {
		return ""
	}
	return "\nthe verdict:\n  " + strings.ReplaceAll(lines, "\n", "\n  ")
}
