package control

import (
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

func timeline(r *request, ref job.Ref) (admin.Timeline, error) {
	var doc admin.Timeline
	err := r.session.World().Do(func(tx *world.Tx) error {
		s := tx.Peek(ref)
		if s.Absence == job.Unknown {
			return s.Err()
		}
		doc.Job = jobOf(s)
		doc.Future = future(s.Now, tx.Schedule(ref))
		return nil
	})
	if err != nil {
		return doc, r.jobError(ref, err)
	}
	doc.Past = past(ref, r.session.Journal())
	return doc, nil
}

// past returns what the journal has about a job.
func past(ref job.Ref, entries *journal.Journal) []admin.PastStatus {
	docs := []admin.PastStatus{}
	for _, e := range entries.Entries(journal.Filter{Job: ref.String()}) {
		for _, v := range append(slices.Clip(e.Observed), e.NotFound...) {
			if v.Job != ref {
				continue
			}
			doc := admin.PastStatus{Entry: e.N, At: e.At, Op: e.Op, Status: v.Status, Phase: v.Phase.String(), Step: v.Step + 1, Poll: v.Counted}
			if v.Absence != job.Present {
				doc = admin.PastStatus{Entry: e.N, At: e.At, Op: e.Op, Absence: v.Absence.String()}
			}
			docs = append(docs, doc)
		}
	}
	return docs
}

// future returns what is ahead of a job, the step that it is in first.
func future(now time.Time, steps []job.ScheduledStep) []admin.FutureStatus {
	docs := []admin.FutureStatus{}
	for _, s := range steps {
		doc := admin.FutureStatus{
			Step: s.Index + 1, Status: s.Status, Phase: s.Phase.String(), At: instant(s.At),
			WaitsFor: waitsFor(job.Snapshot{Until: s.Until}),
		}
		if doc.At != nil && s.At.After(now) {
			doc.In = new(admin.Duration(s.At.Sub(now)))
		}
		docs = append(docs, doc)
	}
	return docs
}
