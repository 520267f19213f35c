package control

import (
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// timelineDoc is what clients were told about a job and what will become of it if nobody steers.
type timelineDoc struct {
	Job    jobDoc    `json:"job"`
	Past   []pastDoc `json:"past"`   // from the journal
	Future []turnDoc `json:"future"` // the path that was drawn with this seed
}

type pastDoc struct {
	Entry   uint64    `json:"entry"` // its number in the journal
	At      time.Time `json:"at"`
	Op      string    `json:"op,omitempty"`
	Status  string    `json:"status,omitempty"`
	Phase   string    `json:"phase,omitempty"`
	Step    int       `json:"step"`
	Poll    bool      `json:"poll"`
	Absence string    `json:"absence,omitempty"`
}

type turnDoc struct {
	Step   int        `json:"step"`
	Status string     `json:"status"`
	Phase  string     `json:"phase"`
	At     *time.Time `json:"at,omitempty"` // left out when time alone does not bring it
	In     *Duration  `json:"in,omitempty"`
	Waits  string     `json:"waits,omitempty"` // what ends it
}

func timeline(v *request, ref job.Ref) (timelineDoc, error) {
	var d timelineDoc
	err := v.session.World().Do(func(tx *world.Tx) error {
		s := tx.Peek(ref)
		if s.Absence == job.Unknown {
			return s.Err()
		}
		d.Job = jobOf(s)
		d.Future = future(s.Now, tx.Schedule(ref))
		return nil
	})
	if err != nil {
		return d, v.unknown(ref, err)
	}
	d.Past = past(ref, v.session.Journal())
	return d, nil
}

// past is what the journal has about a job.
func past(ref job.Ref, j *journal.Journal) []pastDoc {
	docs := []pastDoc{}
	for _, e := range j.Entries(journal.Filter{Job: ref.String()}) {
		for _, t := range append(slices.Clip(e.Observed), e.NotFound...) {
			if t.Job != ref {
				continue
			}
			d := pastDoc{Entry: e.N, At: e.At, Op: e.Op, Status: t.Status, Phase: t.Phase.String(), Step: t.Step + 1, Poll: t.Counted}
			if t.Absence != job.Present {
				d = pastDoc{Entry: e.N, At: e.At, Op: e.Op, Absence: t.Absence.String()}
			}
			docs = append(docs, d)
		}
	}
	return docs
}

// future is what is ahead of a job, the step that it is in first.
func future(now time.Time, turns []job.ScheduledStep) []turnDoc {
	docs := []turnDoc{}
	for _, t := range turns {
		d := turnDoc{
			Step: t.Index + 1, Status: t.Status, Phase: t.Phase.String(), At: known(t.At),
			Waits: waits(job.Snapshot{Until: t.Until}),
		}
		if t.At.After(now) {
			d.In = new(Duration(t.At.Sub(now)))
		}
		docs = append(docs, d)
	}
	return docs
}
