package world_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// model is a world as a child would write it: it keeps every job's spec and every event, folds nothing, and plays all of it
// again for each look.
type model struct {
	now  time.Time
	jobs map[string]*recorded
}

type recorded struct {
	spec   job.Spec
	born   time.Time
	events []job.Event
}

// at plays a job from its birth to the present instant.
func (m *model) at(id string) (told, truth job.Snapshot) {
	r := m.jobs[id]
	if r == nil {
		unknown := job.Snapshot{Ref: ref(id), Absence: job.Unknown, Now: m.now}
		return unknown, unknown
	}
	j := r.spec.Start(seed, r.born)
	for _, e := range r.events {
		j.Record(e)
	}
	return j.Observed(m.now), j.At(m.now)
}

func (m *model) record(id string, e job.Event) {
	e.At = m.now
	m.jobs[id].events = append(m.jobs[id].events, e)
}

const seed = 7

// law is what a parent without a script goes by.
var law = []job.Step{
	job.Pending: {Status: "INIT"}, job.Running: {Status: "RUNNING", Phase: job.Running},
	job.Succeeded: {Status: "SUCCESS", Phase: job.Succeeded}, job.Failed: {Status: "FAIL", Phase: job.Failed},
}

// machine drives the world and the model alike. rapid calls its methods in random order.
type machine struct {
	world *world.World
	clock *clock.Steered
	model model
}

func (m *machine) id(t *rapid.T) string { return strconv.Itoa(rapid.IntRange(1, 4).Draw(t, "job")) }

// Start begins a job, or is refused by both when the name is taken.
func (m *machine) Start(t *rapid.T) {
	spec := job.Spec{Ref: ref(m.id(t)), Timeline: scripts().Draw(t, "script")}
	if rapid.IntRange(0, 2).Draw(t, "expires") == 0 {
		spec.Expires = 5 * time.Second
	}
	if rapid.IntRange(0, 2).Draw(t, "weather") == 0 {
		spec.Consistency = &job.Consistency{Hidden: job.Exit{Polls: 1}, Replicas: 3, Lag: 4 * time.Second}
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "sub-jobs") {
		spec.Children = append(spec.Children, job.Spec{
			Ref: ref(spec.ID + "." + strconv.Itoa(n)), Timeline: scripts().Draw(t, "sub-script"),
			Starts: job.Fixed(time.Duration(n) * 3 * time.Second),
		})
	}
	if len(spec.Children) > 0 && rapid.Bool().Draw(t, "derived") {
		spec.Timeline, spec.ParentSteps = nil, law
	}
	_, err := m.world.Start(spec)
	if m.model.jobs[spec.ID] != nil {
		var taken *job.DuplicateError
		require.ErrorAs(t, err, &taken)
		return
	}
	require.NoError(t, err)
	m.model.jobs[spec.ID] = &recorded{spec: spec, born: m.model.now}
}

// Poll asks as a client does; both must tell the same.
func (m *machine) Poll(t *rapid.T) {
	id := m.id(t)
	look := world.PollOptions{Keep: rapid.Bool().Draw(t, "keep")}
	look.Take = !look.Keep && rapid.Bool().Draw(t, "take")
	var got job.Snapshot
	require.NoError(t, m.world.Do(func(tx *world.Tx) error {
		got = tx.Observe(look, ref(id))
		return nil
	}))
	want, _ := m.model.at(id)
	noticed := got.Counted
	require.Equal(t, look.Keep && (got.Absence == job.Present || got.Absence == job.Hidden), got.Kept)
	got.Counted, got.Kept = false, false // the model notices by itself
	require.Equal(t, want, got)
	require.Equal(t, want.Absence == job.Present && !want.Held, noticed && got.Absence == job.Present)
	if m.model.jobs[id] != nil && (want.Absence == job.Present || want.Absence == job.Hidden) {
		m.model.record(id, job.Event{Kind: job.Polled, Keep: look.Keep, Take: look.Take})
	}
}

// Tell returns a driver's report, a signal, a hold, a release, or a forced status.
func (m *machine) Tell(t *rapid.T) {
	id := m.id(t)
	e := rapid.SampledFrom([]job.Event{
		{Kind: job.Reported, Report: job.Report{Progress: 40}},
		{Kind: job.Signalled, Signal: "go"},
		{Kind: job.Held},
		{Kind: job.Released},
		{Kind: job.Forced, Step: job.Step{Status: "FORCED", Phase: job.Failed}},
		{Kind: job.Redirected, Timeline: job.Steps(lasting(running, job.After(job.Fixed(3*time.Second))), failure)},
	}).Draw(t, "event")
	_, err := m.world.Record(ref(id), e)
	if _, truth := m.model.at(id); truth.Absence != job.Present {
		require.Error(t, err)
		return
	}
	require.NoError(t, err)
	m.model.record(id, e)
}

// Pass lets time go by.
func (m *machine) Pass(t *rapid.T) {
	d := time.Duration(rapid.IntRange(1, 9).Draw(t, "seconds")) * time.Second
	m.model.now = m.clock.Advance(d)
}

// Reset begins anew: nothing is known any more, and time goes on.
func (m *machine) Reset(*rapid.T) {
	m.world, m.model.jobs = world.New(m.clock, seed, nil), map[string]*recorded{}
}

// Fork goes on in a copy, on a clock of its own.
func (m *machine) Fork(*rapid.T) {
	m.clock = m.clock.Fork()
	m.world = m.world.Fork(m.clock)
}

// Check compares the truth about every job.
func (m *machine) Check(t *rapid.T) {
	for id := 1; id <= 4; id++ {
		got, _ := m.world.Peek(ref(strconv.Itoa(id)))
		_, want := m.model.at(strconv.Itoa(id))
		require.Equal(t, want, got)
	}
}

// scripts draws short scripts of every kind of step.
func scripts() *rapid.Generator[*job.Timeline] {
	return rapid.Custom(func(t *rapid.T) *job.Timeline {
		var steps []job.Step
		for range rapid.IntRange(0, 4).Draw(t, "steps") {
			steps = append(steps, lasting(
				rapid.SampledFrom([]job.Step{running, success, failure}).Draw(t, "status"),
				rapid.SampledFrom([]job.Exit{
					{Polls: 2}, {Signal: "go"}, job.After(job.Fixed(4 * time.Second)), job.After(job.Span{Min: time.Second, Max: 9 * time.Second}),
				}).Draw(t, "until")))
		}
		return job.Steps(append(steps, success)...)
	})
}

// TestWorldAgreesWithItsModel plays random sequences of starts, polls, reports, commands, clock moves, resets and forks against
// both.
func TestWorldAgreesWithItsModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := clock.NewManual(noon)
		m := &machine{world: world.New(c, seed, nil), clock: c, model: model{now: noon, jobs: map[string]*recorded{}}}
		t.Repeat(rapid.StateMachineActions(m))
	})
}
