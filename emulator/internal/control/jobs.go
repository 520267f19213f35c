package control

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func jobOf(s job.Snapshot) admin.Job {
	doc := admin.Job{
		Job: s.Ref.String(), API: s.API, ID: s.ID, Type: s.Type, ProjectID: s.Project, Status: s.Status, Phase: s.Phase.String(),
		Progress: s.Progress, Step: s.Step + 1, Polls: s.Polls, WaitsFor: waitsFor(s), Held: s.Held, Forced: s.Forced,
		Started: s.Born, Since: s.Since, Ended: instant(s.Ended), Next: instant(s.Next), Gone: instant(s.Gone),
	}
	if s.Absence != job.Present {
		doc.Absence = s.Absence.String()
	}
	if doc.Next != nil {
		doc.In = new(admin.Duration(s.Next.Sub(s.Now)))
	}
	for _, c := range s.Children {
		doc.SubJobs = append(doc.SubJobs, jobOf(c))
	}
	return doc
}

// waitsFor returns what ends the step, besides commands.
func waitsFor(s job.Snapshot) string {
	switch u := s.Until; {
	case s.Held:
		return "its release"
	case s.Derived && !s.Phase.Over():
		return "its sub-jobs"
	case u.Signal == job.ReleaseSignal && u.Timed:
		return "its release, or time"
	case u.Signal == job.ReleaseSignal:
		return "its release"
	case u.Signal != "" && u.Timed:
		return "the call " + u.Signal + ", or time"
	case u.Signal != "":
		return "the call " + u.Signal
	case u.Polls > 0 && u.Timed:
		return fmt.Sprintf("poll %d of %d, or time", s.Polls, u.Polls)
	case u.Polls > 0:
		return fmt.Sprintf("poll %d of %d", s.Polls, u.Polls)
	case u.Timed:
		return "time"
	default:
		return ""
	}
}

// instant returns a pointer to an instant, or nil, which JSON leaves out, if it is zero. So it is for one that no clock reaches:
// JSON cannot have a year of five digits.
func instant(at time.Time) *time.Time {
	if at.IsZero() || at.After(clock.Latest()) {
		return nil
	}
	return &at
}

func jobFilter(r *request) (admin.JobFilter, error) {
	q := r.URL.Query()
	f := admin.JobFilter{
		API: q.Get("api"), Status: q.Get("status"), Phase: q.Get("phase"), Project: q.Get("project"), Text: strings.ToLower(q.Get("text")),
	}
	if err := r.checkArgs("api", "status", "phase", "project", "text", "offset", "limit", "steps"); err != nil {
		return f, err
	}
	if _, ok := job.ParsePhase(f.Phase); f.Phase != "" && !ok {
		return f, Refuse(fmt.Sprintf("there is no phase %q", f.Phase), "want "+oneOf(job.PhaseNames()))
	}
	limit, err := r.limit()
	if err != nil {
		return f, err
	}
	f.Limit = limit
	if f.Steps, err = r.boolean("steps"); err != nil {
		return f, err
	}
	offset, err := r.number("offset", 0, 0, math.MaxInt32)
	if err != nil {
		return f, err
	}
	f.Offset = int(offset)
	return f, r.checkAPI(f.API)
}

// limit returns how many elements a list may have at most.
func (r *request) limit() (int, error) {
	n, err := r.number("limit", 1000, 1, 1_000_000)
	return int(n), err
}

// matches reports whether a filter selects a job, apart from its API.
func matches(f admin.JobFilter, s job.Snapshot) bool {
	return (f.Status == "" || f.Status == s.Status) && (f.Phase == "" || f.Phase == s.Phase.String()) &&
		(f.Project == "" || f.Project == s.Project) &&
		(f.Text == "" || strings.Contains(strings.ToLower(s.Ref.String()), f.Text) || strings.Contains(strings.ToLower(s.Type), f.Text))
}

// listJobs returns top-level jobs, oldest first within an API. Tokens are jobs too, but only a filter for their API selects
// them.
func listJobs(r *request, f admin.JobFilter) (admin.JobList, error) {
	list := admin.JobList{Jobs: []admin.Job{}}
	all := f.Status == "" && f.Phase == "" && f.Project == "" && f.Text == ""
	return list, r.session.World().Do(func(tx *world.Tx) error {
		for _, api := range r.opts.APIs {
			if f.API != api.Name && (f.API != "" || api.Tokens) {
				continue
			}
			refs := tx.Refs(api.Name)
			if all { // those before the offset and beyond the limit need not be looked at
				first := min(max(f.Offset-list.Total, 0), len(refs))
				last := min(max(f.Offset+f.Limit-list.Total, 0), len(refs))
				list.Total += len(refs)
				for _, ref := range refs[first:last] {
					list.Jobs = append(list.Jobs, listedJob(tx, tx.Peek(ref), f.Steps))
				}
				continue
			}
			for _, ref := range refs {
				s := tx.Peek(ref)
				if !matches(f, s) {
					continue
				}
				if list.Total++; list.Total > f.Offset && len(list.Jobs) < f.Limit {
					list.Jobs = append(list.Jobs, listedJob(tx, s, f.Steps))
				}
			}
		}
		return nil
	})
}

// showJob returns a job, also one that clients cannot see any more.
func showJob(r *request, ref job.Ref) (admin.Job, error) {
	s, err := r.session.World().Peek(ref)
	if s.Absence == job.Unknown {
		return admin.Job{}, r.jobError(ref, err)
	}
	return jobOf(s), nil
}

// jobError returns the error of a request about a job. For an unknown one its hint names the job with the nearest ID.
func (r *request) jobError(ref job.Ref, err error) error {
	if err == nil {
		return nil
	}
	e := errorOf(err)
	if e.Code != "unknown_job" {
		return e
	}
	var ids []string
	_ = r.session.World().Do(func(tx *world.Tx) error {
		for _, one := range tx.Refs(ref.API) {
			ids = append(ids, one.ID)
		}
		return nil
	})
	const most = 10_000 // to compare with
	if hint := scenario.DidYouMean(ref.ID, ids[max(len(ids)-most, 0):]); hint != "" {
		e.Hint = hint
	}
	return e
}

// commanded returns the document of a job that a command was for.
func (r *request) commanded(s job.Snapshot, err error) (admin.Job, error) {
	if err != nil {
		return admin.Job{}, r.jobError(s.Ref, err)
	}
	return jobOf(s), nil
}

func scenarioText(r *request) ([]byte, error) { return r.text(maxBody) }

func startJobs(r *request, text []byte) (admin.JobList, error) {
	snaps, err := r.session.Begin(text)
	list := admin.JobList{Jobs: []admin.Job{}, Total: len(snaps)}
	for _, s := range snaps {
		list.Jobs = append(list.Jobs, jobOf(s))
	}
	return list, err
}

// forceRequest is a job and the step that it is to stay in.
type forceRequest struct {
	ref  job.Ref
	step string
}

func forceBody(r *request) (forceRequest, error) {
	ref, err := pathJob(r)
	if err != nil {
		return forceRequest{}, err
	}
	step, err := r.text(maxBody)
	return forceRequest{ref, string(step)}, err
}

func force(r *request, f forceRequest) (admin.Job, error) {
	return r.commanded(r.session.ForceTo(f.ref, f.step))
}

func hold(r *request, ref job.Ref) (admin.Job, error) { return r.commanded(r.session.Hold(ref)) }

func release(r *request, ref job.Ref) (admin.Job, error) { return r.commanded(r.session.Release(ref)) }

// jobNames returns the names of jobs in order, or nil for none.
func jobNames(refs []job.Ref) []string {
	var names []string
	for _, r := range refs {
		names = append(names, r.String())
	}
	slices.Sort(names)
	return names
}
