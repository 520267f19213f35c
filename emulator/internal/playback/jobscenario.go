package playback

import (
	"bytes"
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// scenarioText is a scenario as it is written for a job that no loaded scenario has.
type scenarioText struct {
	Seed uint64    `yaml:"seed"`
	Jobs []jobText `yaml:"jobs"`
}

type jobText struct {
	API      string     `yaml:"api,omitempty"`
	ID       string     `yaml:"id"`
	Type     any        `yaml:"type,omitempty"`
	Starts   string     `yaml:"starts,omitempty"`
	Timeline []stepText `yaml:"timeline,omitempty"`
	SubJobs  []jobText  `yaml:"sub_jobs,omitempty"`
}

type stepText struct {
	Status any    `yaml:"status"`
	For    string `yaml:"for,omitempty"`
	Until  any    `yaml:"until,omitempty"`
}

// stepsOnly is the comment on a scenario that is made of what happened.
const stepsOnly = `# The steps of this job as they came, and those ahead. Entities, results and errors are not in it.
`

// JobScenario returns a scenario in which a job goes the same way: its entry in a loaded scenario with the same seed, or else the
// steps that it came to and those ahead of it. It returns a *job.Error for an unknown job.
func (p *Player) JobScenario(st *State, ref job.Ref) ([]byte, error) {
	for _, src := range st.Plan.Options.Sources {
		if text, ok := src.Only(ref, st.Plan.Seed, p.Vocabularies); ok {
			return text, nil
		}
	}
	f := scenarioText{Seed: st.Plan.Seed}
	err := st.World.Do(func(tx *world.Tx) error {
		if s := tx.Peek(ref); s.Absence == job.Unknown {
			return s.Err()
		}
		one := p.jobText(tx, ref)
		one.API = ref.API
		f.Jobs = append(f.Jobs, one)
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := bytes.NewBufferString(stepsOnly)
	enc := yaml.NewEncoder(out)
	enc.SetIndent(2)
	err = enc.Encode(f)
	return out.Bytes(), err
}

// jobText returns a job as a scenario says it.
func (p *Player) jobText(tx *world.Tx, ref job.Ref) jobText {
	words, _ := VocabularyOf(p.Vocabularies, ref.API) // the job is one of this API
	s := tx.Peek(ref)
	text := jobText{ID: ref.ID}
	if s.Type != "" {
		text.Type = map[string]string{"name": s.Type}
		for _, known := range words.Types {
			if known == s.Type {
				text.Type = s.Type
			}
		}
	}
	for _, c := range tx.SubJobs(ref) {
		child := p.jobText(tx, c)
		if after := tx.Peek(c).Born.Sub(s.Born); after > 0 {
			child.Starts = job.FormatDuration(after)
		}
		text.SubJobs = append(text.SubJobs, child)
	}
	if s.Derived {
		return text
	}
	past, ahead := tx.History(ref), tx.Schedule(ref)
	for i, step := range past {
		if i+1 < len(past) {
			text.Timeline = append(text.Timeline, stepText{Status: statusText(words, step.Step), For: span(past[i+1].At.Sub(step.At))})
		} else if len(ahead) == 0 {
			text.Timeline = append(text.Timeline, stepText{Status: statusText(words, step.Step)})
		}
	}
	for _, step := range ahead {
		text.Timeline = append(text.Timeline, stepOf(words, step))
	}
	return text
}

// span returns a duration to the millisecond.
func span(d time.Duration) string { return job.FormatDuration(d.Round(time.Millisecond)) }

// stepOf returns a step that has not ended.
func stepOf(words job.Vocabulary, step job.ScheduledStep) stepText {
	text := stepText{Status: statusText(words, step.Step)}
	switch exit := step.Until; {
	case exit.Call != nil:
		text.Until = map[string]string{"call": exit.Call.API + "." + exit.Call.Op}
	case exit.Signal != "":
		text.Until = exit.Signal
	case exit.Polls > 0:
		text.For = fmt.Sprintf("%d polls", exit.Polls)
	case exit.Timed:
		text.For = exit.For.String()
	}
	return text
}

// statusText returns a status: its word, or with its phase where the API does not have it.
func statusText(words job.Vocabulary, step job.Step) any {
	if w, ok := words.Word(step.Status); ok && w.Phase == step.Phase {
		return step.Status
	}
	return map[string]string{"name": step.Status, "phase": step.Phase.String()}
}
