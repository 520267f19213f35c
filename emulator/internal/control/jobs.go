package control

import (
	"fmt"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// jobDoc is a job as one look shows it. Looking counts as no poll.
type jobDoc struct {
	Job      string     `json:"job"` // "evs/j1"
	API      string     `json:"api"`
	ID       string     `json:"id"`
	Type     string     `json:"type,omitempty"`
	Project  string     `json:"project_id,omitempty"`
	Absence  string     `json:"absence,omitempty"` // why clients cannot see it
	Gone     *time.Time `json:"gone,omitempty"`
	Status   string     `json:"status,omitempty"`
	Phase    string     `json:"phase,omitempty"`
	Progress int        `json:"progress"`
	Step     int        `json:"step"`  // counted from 1
	Polls    int        `json:"polls"` // how often this step was told
	Waits    string     `json:"waits,omitempty"`
	Held     bool       `json:"held"`
	Forced   bool       `json:"forced"`
	Born     time.Time  `json:"born"`
	Since    time.Time  `json:"since"`
	Ended    *time.Time `json:"ended,omitempty"`
	Next     *time.Time `json:"next,omitempty"` // when time alone will change it
	In       *Duration  `json:"in,omitempty"`   // how far off that is
	SubJobs  []jobDoc   `json:"sub_jobs,omitempty"`
}

func jobOf(s job.Snapshot) jobDoc {
	d := jobDoc{
		Job: s.Ref.String(), API: s.API, ID: s.ID, Type: s.Type, Project: s.Project, Status: s.Status, Phase: s.Phase.String(),
		Progress: s.Progress, Step: s.Step + 1, Polls: s.Polls, Waits: waits(s), Held: s.Held, Forced: s.Forced,
		Born: s.Born, Since: s.Since, Ended: known(s.Ended), Next: known(s.Next), Gone: known(s.Gone),
	}
	if s.Absence != job.Present {
		d.Absence = s.Absence.String()
	}
	if !s.Next.IsZero() {
		d.In = new(Duration(s.Next.Sub(s.Now)))
	}
	for _, c := range s.Children {
		d.SubJobs = append(d.SubJobs, jobOf(c))
	}
	return d
}

// waits tells what ends the step, besides steering.
func waits(s job.Snapshot) string {
	switch u := s.Until; {
	case s.Held:
		return "its release"
	case s.Derived && !s.Phase.Over():
		return "its sub-jobs"
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

// known is an instant for JSON, which leaves out one that is not known.
func known(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// jobFilter picks jobs.
type jobFilter struct {
	api, status, phase, project string
	limit                       uint64
}

func jobQuery(v *request) (jobFilter, error) {
	q := v.URL.Query()
	f := jobFilter{api: q.Get("api"), status: q.Get("status"), phase: q.Get("phase"), project: q.Get("project")}
	if err := v.args("api", "status", "phase", "project", "limit"); err != nil {
		return f, err
	}
	if _, ok := job.ParsePhase(f.phase); f.phase != "" && !ok {
		return f, Refuse(fmt.Sprintf("there is no phase %q", f.phase), "want "+oneOf(job.PhaseNames()))
	}
	var err error
	if f.limit, err = v.number("limit", 1000, 1, 1_000_000); err != nil {
		return f, err
	}
	return f, v.known(f.api)
}

func (f jobFilter) admits(s job.Snapshot) bool {
	return (f.status == "" || f.status == s.Status) && (f.phase == "" || f.phase == s.Phase.String()) &&
		(f.project == "" || f.project == s.Project)
}

// jobList is a list of jobs and how many there are in all.
type jobList struct {
	Jobs  []jobDoc `json:"jobs"`
	Total int      `json:"total"`
}

// listJobs lists top-level jobs, oldest first within an API. Tokens are jobs too, but only who asks for them sees them.
func listJobs(v *request, f jobFilter) (jobList, error) {
	list := jobList{Jobs: []jobDoc{}}
	return list, v.session.World().Do(func(tx *world.Tx) error {
		for _, api := range v.opts.APIs {
			if f.api != api.Name && (f.api != "" || api.Tokens) {
				continue
			}
			for _, ref := range tx.Refs(api.Name) {
				s := tx.Peek(ref)
				if !f.admits(s) {
					continue
				}
				if list.Total++; list.Total <= int(f.limit) {
					list.Jobs = append(list.Jobs, jobOf(s))
				}
			}
		}
		return nil
	})
}

// showJob looks at one job. One that clients cannot see any more is told too; one that never was is not.
func showJob(v *request, ref job.Ref) (jobDoc, error) {
	s, err := v.session.World().Peek(ref)
	if s.Absence == job.Unknown {
		return jobDoc{}, v.unknown(ref, err)
	}
	return jobOf(s), nil
}

// unknown is the problem of a job that never was, with the nearest one that is.
func (v *request) unknown(ref job.Ref, err error) error {
	p := errorOf(err)
	var ids []string
	_ = v.session.World().Do(func(tx *world.Tx) error {
		for _, r := range tx.Refs(ref.API) {
			ids = append(ids, r.ID)
		}
		return nil
	})
	const most = 10_000 // to compare with
	if hint := scenario.Meant(ref.ID, ids[max(len(ids)-most, 0):]); hint != "" {
		p.Hint = hint
	}
	return p
}

// told tells a job that was steered.
func (v *request) told(s job.Snapshot, err error) (jobDoc, error) {
	switch {
	case err == nil:
		return jobOf(s), nil
	case errorOf(err).Code == "unknown_job":
		return jobDoc{}, v.unknown(s.Ref, err)
	default:
		return jobDoc{}, err
	}
}

func scenarioText(v *request) ([]byte, error) { return v.text(mostBody) }

func startJobs(v *request, text []byte) (jobList, error) {
	snaps, err := v.session.Begin(text)
	list := jobList{Jobs: []jobDoc{}, Total: len(snaps)}
	for _, s := range snaps {
		list.Jobs = append(list.Jobs, jobOf(s))
	}
	return list, err
}

// forced is a job and the step that it is to rest in.
type forced struct {
	ref  job.Ref
	step string
}

func forcing(v *request) (forced, error) {
	r, err := ref(v)
	if err != nil {
		return forced{}, err
	}
	step, err := v.text(mostBody)
	return forced{r, string(step)}, err
}

func force(v *request, f forced) (jobDoc, error) { return v.told(v.session.ForceTo(f.ref, f.step)) }

func hold(v *request, r job.Ref) (jobDoc, error) { return v.told(v.session.Hold(r)) }

func release(v *request, r job.Ref) (jobDoc, error) { return v.told(v.session.Release(r)) }

// sorted is a list of job names for JSON.
func sorted(refs []job.Ref) []string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.String()
	}
	slices.Sort(names)
	return names
}
