package playback

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Command is a change of a session's jobs that comes from outside of the APIs. The world's log has it beside the clients'
// requests, so that a snapshot can repeat it.
type Command struct {
	Do     string // one of the words below
	Job    job.Ref
	Source scenario.Source // a scenario to start; its Text is the step of a force
	// Match is a further condition of the rules that are added; nil holds for every request.
	Match func(rule.Request) bool

	goValue string // where the command was given as a Go value, which no text can say; empty for a text
}

// The words of Command.Do.
const (
	Start   = "start"
	Force   = "force"
	Hold    = "hold"
	Release = "release"
)

// Do carries out a command. It returns the jobs that it was about.
func (p *Player) Do(st *State, c Command) ([]job.Snapshot, error) {
	switch c.Do {
	case Start:
		specs, err := readJobs(p.Vocabularies, c.Source)
		if err != nil {
			return nil, err
		}
		snaps, err := st.start(specs, c)
		if taken, ok := errors.AsType[*job.DuplicateError](err); ok {
			taken.Location = st.Plan.location(taken.Ref)
		}
		return snaps, err
	case Force:
		step, err := p.readStep(st, c.Job, string(c.Source.Text))
		if err != nil {
			return []job.Snapshot{{Ref: c.Job}}, err
		}
		return st.record(c, job.Event{Kind: job.Forced, Step: step})
	case Hold:
		return st.record(c, job.Event{Kind: job.Held})
	case Release:
		return st.record(c, job.Event{Kind: job.Released})
	case AddRules, ArmRule, DisarmRule, RemoveRule:
		_, err := p.DoRule(st, c)
		return nil, err
	default:
		return nil, fmt.Errorf("there is no command %q", c.Do)
	}
}

// StartSpecs starts jobs that are given as Go values, all of them or none.
func (p *Player) StartSpecs(st *State, specs []job.Spec) ([]job.Snapshot, error) {
	specs, names, err := p.complete(specs)
	if err != nil {
		return nil, err
	}
	c := Command{Do: Start, goValue: names + ": started from Go values"}
	if err := st.storable(&c); err != nil {
		return nil, err
	}
	return st.start(specs, c)
}

// ForceStep forces a job to a step that is given as a Go value.
func (st *State) ForceStep(ref job.Ref, step job.Step) (job.Snapshot, error) {
	c := Command{Do: Force, Job: ref, goValue: ref.String() + ": forced by a Go value"}
	if err := st.storable(&c); err != nil {
		return job.Snapshot{Ref: ref}, err
	}
	snaps, err := st.record(c, job.Event{Kind: job.Forced, Step: step})
	return snaps[0], err
}

// start starts jobs, all of them or none.
func (st *State) start(specs []job.Spec, c Command) (snaps []job.Snapshot, err error) {
	err = st.World.Do(func(tx *world.Tx) error {
		if snaps, err = tx.StartAll(specs...); err == nil {
			tx.Log(&c, len(c.Source.Text), world.LogPlace{})
		}
		return err
	})
	return snaps, err
}

// record adds an event to a command's job.
func (st *State) record(c Command, e job.Event) ([]job.Snapshot, error) {
	snap := job.Snapshot{Ref: c.Job}
	err := st.World.Do(func(tx *world.Tx) (err error) {
		if snap, err = tx.Record(c.Job, e); err == nil {
			tx.Log(&c, len(c.Source.Text), world.LogPlace{})
		}
		return err
	})
	return []job.Snapshot{snap}, err
}

// readJobs reads the jobs of a scenario that starts beside running ones.
func readJobs(words []job.Vocabulary, src scenario.Source) ([]job.Spec, error) {
	more, err := src.Read(words)
	if err != nil {
		return nil, err
	}
	if more.Seed != nil || more.Profile != "" || len(more.Settings) > 0 || len(more.Rules) > 0 || len(more.Resources) > 0 || more.Judges() {
		return nil, &JobsOnlyError{Name: src.Name}
	}
	return more.Jobs, nil
}

// JobsOnlyError is returned for a scenario that starts beside running jobs and has more than jobs.
type JobsOnlyError struct{ Name string }

// Error returns the name of the scenario and the reason.
func (e *JobsOnlyError) Error() string {
	return e.Name + ": seed, profile, settings, resources, rules and what the verdict is by hold from the beginning; a running session takes jobs only"
}

// readStep reads a step of the scenario language, in YAML's flow form or JSON, for a job that is forced to it. The reader reads
// whole scenarios, so one is written around it: the words, codes and hints are the same.
func (p *Player) readStep(st *State, ref job.Ref, text string) (job.Step, error) {
	snap, err := st.World.Peek(ref)
	if err != nil {
		return job.Step{}, err
	}
	around := map[string]any{"api": ref.API, "id": ref.ID}
	for _, v := range p.Vocabularies {
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
	read, err := scenario.Read("step", []byte(src), p.Vocabularies)
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
