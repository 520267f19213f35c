package emulator

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// command is something that was done to a session's jobs from outside of its APIs. The world remembers it beside the
// clients' requests, so that a snapshot can have it done again.
type command struct {
	Do       string // one of the words below
	Job      job.Ref
	Name     string          // of the text
	Text     string          // a scenario to start, or a step to force
	Included []scenario.File // of the scenario
	problem  string          // why no file can tell it; empty if one can
}

// What commands do.
const (
	doStart   = "start"
	doForce   = "force"
	doHold    = "hold"
	doRelease = "release"
)

// carryOut does a command. It answers the jobs that it was about.
func (st *state) carryOut(words []job.Vocabulary, c command) ([]job.Snapshot, error) {
	switch c.Do {
	case doStart:
		specs, err := readJobs(words, Source{Name: c.Name, Text: []byte(c.Text), Included: c.Included})
		if err != nil {
			return nil, err
		}
		snaps, err := st.start(specs, c)
		if taken, ok := errors.AsType[*world.DuplicateJobError](err); ok {
			taken.Location = st.plan.place(taken.Ref)
		}
		return snaps, err
	case doForce:
		step, err := st.readStep(words, c.Job, c.Text)
		if err != nil {
			return []job.Snapshot{{Ref: c.Job}}, err
		}
		return st.record(c, job.Event{Kind: job.Forced, Step: step})
	case doHold:
		return st.record(c, job.Event{Kind: job.Held})
	case doRelease:
		return st.record(c, job.Event{Kind: job.Released})
	default:
		return nil, fmt.Errorf("there is no command %q", c.Do)
	}
}

// start starts jobs, all of them or none.
func (st *state) start(specs []job.Spec, c command) (snaps []job.Snapshot, err error) {
	err = st.world.Do(func(tx *world.Tx) error {
		if snaps, err = tx.StartAll(specs...); err == nil {
			tx.Log(&c, len(c.Text), 0)
		}
		return err
	})
	return snaps, err
}

// record lets an event happen to a command's job.
func (st *state) record(c command, e job.Event) ([]job.Snapshot, error) {
	snap := job.Snapshot{Ref: c.Job}
	err := st.world.Do(func(tx *world.Tx) (err error) {
		if snap, err = tx.Record(c.Job, e); err == nil {
			tx.Log(&c, len(c.Text), 0)
		}
		return err
	})
	return []job.Snapshot{snap}, err
}

// readJobs reads the jobs of a scenario that starts beside running ones.
func readJobs(words []job.Vocabulary, src Source) ([]job.Spec, error) {
	more, err := src.read(words)
	if err != nil {
		return nil, err
	}
	if more.Seed != nil || more.Profile != "" || len(more.Settings) > 0 || len(more.Rules) > 0 {
		return nil, control.Refuse(src.Name+": seed, profile, settings and rules hold from the beginning; a running session takes jobs only",
			"a session of its own takes all of a scenario: POST /__admin/sessions, or jobsim ctl sessions new --scenario")
	}
	return more.Jobs, nil
}

// readStep reads a step of the scenario language, in YAML's flow form or JSON, for a job that is to rest in it. The reader
// reads whole scenarios, so one is written around it: the words, codes and hints are the same.
func (st *state) readStep(words []job.Vocabulary, ref job.Ref, text string) (job.Step, error) {
	snap, err := st.world.Peek(ref)
	if err != nil {
		return job.Step{}, err
	}
	around := map[string]any{"api": ref.API, "id": ref.ID}
	for _, v := range words {
		if v.API == ref.API && len(v.Types) > 0 {
			around["type"] = v.Types[0]
		}
	}
	if snap.Type != "" {
		around["type"] = snap.Type
	}
	head, err := json.Marshal(around)
	if err != nil {
		return job.Step{}, err
	}
	src := fmt.Sprintf("jobs: [%s, timeline: [\n%s\n]}]", head[:len(head)-1], text)
	read, err := scenario.Read("step", []byte(src), words)
	if faults, ok := errors.AsType[scenario.Diagnostics](err); ok {
		for i := range faults {
			faults[i].Line = max(faults[i].Line-1, 1) // a line was written above it
		}
	}
	if err != nil {
		return job.Step{}, err
	}
	if len(read.Jobs) != 1 || len(read.Jobs[0].Timeline.Nodes) != 1 || read.Jobs[0].Timeline.Nodes[0].Step == nil {
		return job.Step{}, fmt.Errorf("want one step, such as {status: FAIL}, not %q", text)
	}
	return *read.Jobs[0].Timeline.Nodes[0].Step, nil
}

// one carries out a command about one job.
func (s *Session) one(c command) (job.Snapshot, error) {
	snaps, err := s.state.Load().carryOut(s.words, c)
	return snaps[0], err
}

// Start reads a scenario and starts its jobs beside the running ones. What holds for a whole session, the seed, the
// profile, settings and rules, such a scenario cannot say. It answers the jobs' first snapshots, or scenario.Faults, or
// that a name is taken.
func (s *Session) Start(src Source) ([]job.Snapshot, error) {
	return s.state.Load().carryOut(s.words, command{Do: doStart, Name: src.Name, Text: string(src.Text), Included: src.Included})
}

// Force ends a job's script: from now on it rests in the given step. The step's payload must be made by the API's
// vocabulary; ForceTo is easier to get right, and from then on the session has no Snapshot, which is text. It answers a
// *job.Error for a job that cannot be seen.
func (s *Session) Force(ref job.Ref, step job.Step) (job.Snapshot, error) {
	c := command{Do: doForce, Job: ref, problem: ref.String() + ": forced by a Go value (Session.Force)"}
	snaps, err := s.state.Load().record(c, job.Event{Kind: job.Forced, Step: step})
	return snaps[0], err
}

// ForceTo ends a job's script: from now on it rests in a step of the scenario language, as in
// "{status: FAIL, error: EVS.2024}". It answers a *job.Error for a job that cannot be seen, or scenario.Faults.
func (s *Session) ForceTo(ref job.Ref, step string) (job.Snapshot, error) {
	return s.one(command{Do: doForce, Job: ref, Text: step})
}

// Hold stops a job where it is: neither time nor polls end its step. Time in which it is held does not count.
func (s *Session) Hold(ref job.Ref) (job.Snapshot, error) {
	return s.one(command{Do: doHold, Job: ref})
}

// Release lets a held job go on.
func (s *Session) Release(ref job.Ref) (job.Snapshot, error) {
	return s.one(command{Do: doRelease, Job: ref})
}
