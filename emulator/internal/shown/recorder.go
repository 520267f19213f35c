package shown

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// Recorder gives a counter the entries of one session, from its beginning or a reset on. It is not safe for concurrent use.
type Recorder struct {
	counter *coverage.Counter
	seed    uint64
	scripts scripts
	jobs    map[job.Ref]*shown
	items   coverage.Items // of the counter, during Add
}

// shown is what a recorder remembers about a job that clients were shown.
type shown struct {
	status    string         // the last one
	item      *coverage.Item // of that status
	script    *script
	positions []string // of the steps of its path
}

// maxJobs is the maximum number of jobs that a recorder remembers. Of further ones transitions and steps are not counted.
const maxJobs = 100_000

// NewRecorder returns a recorder of a session that plays the scenarios with the seed. Everything in them counts as not shown until it is.
func NewRecorder(c *coverage.Counter, scenarios []scenario.Named, seed uint64) *Recorder {
	r := &Recorder{counter: c, seed: seed, jobs: map[job.Ref]*shown{}}
	c.Do(func(all coverage.Items) { r.scripts = scriptsOf(all, scenarios, seed) })
	return r
}

// Add adds an entry whose response has ended. It does not keep e.
func (r *Recorder) Add(e *journal.Entry) {
	r.counter.Do(func(all coverage.Items) {
		r.items = all
		r.add(e)
	})
}

func (r *Recorder) add(e *journal.Entry) {
	if e.Rule != "" {
		r.rule(e)
	}
	if e.State != journal.Answered {
		return
	}
	if e.Error != "" {
		r.items.Count(coverage.Errors, e.API, e.Error)
	}
	r.page(e)
	for i := range e.Observed {
		r.view(&e.Observed[i])
	}
}

// rule counts the rule that claimed a request, and what it did to the response.
func (r *Recorder) rule(e *journal.Entry) {
	for _, i := range r.scripts.items[e.Rule] {
		i.Count++
	}
	if s := r.scripts.rules[e.Rule]; s != nil {
		for _, ref := range e.Started {
			r.job(ref, s)
		}
	}
	for _, b := range rule.Breaks() {
		if strings.Contains(e.Effect, "break "+string(b)) {
			r.items.Count(coverage.Breaks, e.API, string(b))
		}
	}
}

// page counts the page of a list.
func (r *Recorder) page(e *journal.Entry) {
	if e.Page == (journal.Page{}) {
		return
	}
	for name, shown := range map[string]bool{pageWithMore: e.Page.More, laterPage: e.Page.Offset != 0} {
		if i := r.items.Add(coverage.Item{Section: coverage.Pages, Group: e.API, Name: e.Op + ": " + name}); shown {
			i.Count++
		}
	}
}

// The names of pages.
const (
	pageWithMore = "a page with more behind it"
	laterPage    = "a later page"
)

// view counts what a response showed of a job.
func (r *Recorder) view(v *journal.JobView) {
	r.look(v.Job, v.Type, v.Status, v.Step, v.Forced || v.Derived)
	for i := range v.SubJobs {
		s := &v.SubJobs[i]
		r.look(s.Job, s.Type, s.Status, s.Step, false)
	}
	for _, shape := range shapesOf(v) {
		r.items.Count(coverage.SubJobs, v.Job.API, shape)
	}
}

// look counts a status of a job. unscripted says that no step of a script is behind it.
func (r *Recorder) look(ref job.Ref, of, status string, step int, unscripted bool) {
	one := r.jobs[ref]
	if one == nil {
		one = r.job(ref, r.scripts.of(ref))
	}
	if one.status != status || one.item == nil {
		if one.item != nil {
			r.items.Count(coverage.Transitions, ref.API, arrow(one.status, status))
		}
		one.status, one.item = strings.Clone(status), r.items.Add(coverage.Item{Section: coverage.Statuses, Group: strings.Clone(groupOf(ref.API, of)), Name: strings.Clone(status)})
	}
	one.item.Count++
	if one.script != nil && !unscripted && step >= 0 && step < len(one.positions) {
		one.script.count(one.positions[step], status)
	}
}

// job remembers a job that follows a script; nil if that is not known. Beyond maxJobs it is forgotten.
func (r *Recorder) job(ref job.Ref, s *script) *shown {
	one := &shown{script: s}
	if s != nil {
		one.positions = s.positions(r.seed, ref)
	}
	if len(r.jobs) < maxJobs {
		r.jobs[job.Ref{API: strings.Clone(ref.API), ID: strings.Clone(ref.ID)}] = one
	}
	return one
}

// groupOf returns the group of the statuses of a job type.
func groupOf(api, of string) string {
	if of == "" {
		return api
	}
	return api + " " + of
}

// arrow returns the name of a transition.
func arrow(from, to string) string { return from + " → " + to }
