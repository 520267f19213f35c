package scenario

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// consistencyWords are the fields of job.Consistency.
var consistencyWords = []string{grammar.Hidden.Name, grammar.Lag.Name, grammar.Settle.Name, grammar.Replicas.Name}

// consistency reads how far what clients see lags behind the truth. It returns nil if it does not.
func (r *reader) consistency(m mapping) *job.Consistency {
	if !slices.ContainsFunc(consistencyWords, func(w string) bool { return m.named[w] }) {
		return nil
	}
	var w job.Consistency
	w.Hidden, _ = scalar(r, m.value("hidden"), grammar.Exit, parseExit)
	w.Lag, _ = scalar(r, m.value("lag"), grammar.Duration, parseDuration)
	w.Settle, _ = scalar(r, m.value("settle"), grammar.Duration, parseDuration)
	if n := m.value("replicas"); n != nil {
		w.Replicas, _ = r.whole(n, "replicas", 2, 100)
		if !m.named["lag"] {
			r.fault(n, "replicas without a lag all respond alike", "lag: a duration beside it", "")
		}
	}
	if w == (job.Consistency{}) {
		return nil
	}
	return &w
}
