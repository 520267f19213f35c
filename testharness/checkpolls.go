package testharness

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// CheckPolls is RequirePolls with an error.
func (j Journal) CheckPolls(api, id string, n int) error {
	if err := j.sim.checkJob(api, id); err != nil {
		return err
	}
	if got := len(j.polls(api, id)); got != n {
		return fmt.Errorf("%s/%s was polled %s, not %s", api, id, times(got), times(n))
	}
	return nil
}

// CheckStatuses is RequireStatuses with an error.
func (j Journal) CheckStatuses(api, id string, statuses ...string) error {
	if err := j.sim.checkJob(api, id); err != nil {
		return err
	}
	var seen []string
	for _, transition := range j.transitions(api, id) {
		seen = append(seen, transition.Status)
	}
	if !slices.Equal(seen, statuses) {
		return fmt.Errorf("the client saw %s of %s/%s, not %s", joinWords(seen), api, id, joinWords(statuses))
	}
	return nil
}

// CheckPause is RequirePause with an error.
func (j Journal) CheckPause(api, id string, least time.Duration) error {
	if err := j.sim.checkJob(api, id); err != nil {
		return err
	}
	var before time.Time
	for _, e := range j.about(api, id) {
		if d := e.At.Sub(before); !before.IsZero() && d < least {
			return fmt.Errorf("request %d about %s/%s came %s after the one before, not %s", e.N, api, id, d, least)
		}
		before = e.At
	}
	return nil
}

// CheckNoPollAfterEnd is RequireNoPollAfterEnd with an error.
func (j Journal) CheckNoPollAfterEnd(api, id string) error {
	if err := j.sim.checkJob(api, id); err != nil {
		return err
	}
	entries := j.about(api, id)
	if len(entries) == 0 {
		return fmt.Errorf("%s/%s was never polled", api, id)
	}
	end := uint64(0)
	for _, e := range entries {
		if end > 0 {
			return fmt.Errorf("request %d polled %s/%s again, although the response to request %d showed its end", e.N, api, id, end)
		}
		for _, v := range e.Observed {
			if v.Job == (job.Ref{API: api, ID: id}) && v.Counted && v.Phase.Over() && v.Until.Final() {
				end = e.N
			}
		}
	}
	return nil
}

// about returns the requests that named a job.
func (j Journal) about(api, id string) []journal.Entry {
	ref := job.Ref{API: api, ID: id}
	return slices.DeleteFunc(j.Entries(), func(e journal.Entry) bool {
		return !e.Concerns(func(named job.Ref) bool { return named == ref })
	})
}

func joinWords(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
