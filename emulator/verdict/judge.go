package verdict

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/jobsim/jobsim/emulator/journal"
)

// Options says by what a Judge judges.
type Options struct {
	Off        bool // nothing is judged: reports are empty
	Expect     []Expectation
	Allow      []Allowance
	Thresholds Thresholds // those that are zero have their defaults
}

// Judge judges the entries of one session. It is not safe for concurrent use.
type Judge struct {
	opts      Options
	kinds     []Kind
	detectors []detector // of the kinds, in their order
	watches   []watch    // of Options.Expect
	tracks    tracks
	requests  uint64
	entry     seen // of the present Add
}

// New returns a judge that has seen nothing.
func New(opts Options) *Judge {
	if opts.Off {
		return &Judge{tracks: newTracks()}
	}
	limits := opts.Thresholds.Or(DefaultThresholds())
	j := &Judge{opts: opts, kinds: Kinds(), tracks: newTracks()}
	for _, k := range j.kinds {
		j.detectors = append(j.detectors, k.start(limits))
	}
	for _, e := range opts.Expect {
		j.watches = append(j.watches, watchOf(e))
	}
	return j
}

// Add adds an entry whose response has ended. Entries must come in the order of their ends. The judge does not keep e.
func (j *Judge) Add(e *journal.Entry) {
	j.requests++
	j.tracks.look(e, &j.entry)
	for _, d := range j.detectors {
		d.add(&j.entry)
	}
	for _, w := range j.watches {
		w.add(&j.entry)
	}
	j.tracks.remember(&j.entry)
}

// Report returns the verdict on the entries so far. final says that the clients have ended: what they have not done they will not do.
func (j *Judge) Report(truth Truth, final bool) Report {
	r := Report{
		State: Passed, Final: final, Requests: j.requests,
		Expectations: []Outcome{}, Findings: []Finding{}, Allowed: []Allowed{}, NotGradable: []NotGraded{},
	}
	q := &inquiry{Truth: truth, final: final, tracks: j.tracks.sorted()}
	for i, d := range j.detectors {
		for _, h := range d.report(q) {
			r.add(findingOf(j.kinds[i], h), j.opts.Allow)
		}
	}
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Compare(slices.Index(levels, b.Level), slices.Index(levels, a.Level))
	})
	if why := j.tracks.pauses.notGraded(); why != "" {
		r.NotGradable = append(r.NotGradable, NotGraded{IDs: j.cadenceKinds(), Reason: why})
	}
	if j.tracks.forgotten {
		r.Limited = fmt.Sprintf("there were more jobs than the first %d, and the others were not judged", maxTracks)
	}
	r.Expectations = j.outcomes(q, r.Findings)
	open := slices.ContainsFunc(r.Expectations, func(o Outcome) bool { return o.State == Open })
	switch {
	case r.Fails(Error):
		r.State = Failed
	case open:
		r.State = Open
	}
	return r
}

// cadenceKinds returns the ids of the kinds that judge pauses.
func (j *Judge) cadenceKinds() []string {
	var ids []string
	for _, k := range j.kinds {
		if k.Cadence {
			ids = append(ids, k.ID)
		}
	}
	return ids
}

// add adds a finding, or lets it pass.
func (r *Report) add(f Finding, allowances []Allowance) {
	for _, a := range allowances {
		if a.Finding == f.ID {
			r.Allowed = append(r.Allowed, Allowed{Finding: f, Because: a.Because, Place: a.Place})
			return
		}
	}
	r.Findings = append(r.Findings, f)
}
