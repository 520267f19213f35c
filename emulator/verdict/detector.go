package verdict

import (
	"cmp"
	"slices"

	"github.com/jobsim/jobsim/emulator/journal"
)

// detector looks for findings of one kind in one session.
type detector interface {
	// add gets an entry. The tracks are as they were before it.
	add(s *seen)
	// report returns what was found so far, by subject. final says that the clients have ended.
	report(truth Truth, final bool) []hit
}

// hit is what a detector found on one subject.
type hit struct {
	subject string
	message string
	count   int
	entries []Evidence
}

// findingOf returns the finding of a hit.
func findingOf(k Kind, h hit) Finding {
	return Finding{
		ID: k.ID, Level: k.Level, Subject: h.subject, Message: h.message, Count: h.count, Entries: h.entries,
		Why: k.Why, Source: k.Source, WayOut: k.WayOut,
	}
}

// hits collects the evidence of a detector by subject. It is the zero value of what most detectors keep.
type hits struct {
	list []hit
	at   map[string]int
	more int // hits on subjects beyond maxSubjects
}

// maxSubjects is the maximum number of subjects of a detector: more findings of one kind help nobody.
const maxSubjects = 100

// add counts a hit on a subject and keeps the first entries of it. It returns the hit, nil if there are too many subjects.
func (h *hits) add(subject string, entries ...Evidence) *hit {
	i, ok := h.at[subject]
	if !ok {
		if len(h.list) == maxSubjects {
			h.more++
			return nil
		}
		if h.at == nil {
			h.at = map[string]int{}
		}
		i = len(h.list)
		h.at[subject] = i
		h.list = append(h.list, hit{subject: subject})
	}
	one := &h.list[i]
	one.count++
	for _, e := range entries {
		if len(one.entries) < MaxEvidence && !slices.ContainsFunc(one.entries, func(o Evidence) bool { return o.N == e.N }) {
			one.entries = append(one.entries, e)
		}
	}
	return one
}

// all returns the hits ordered by subject, each with its message.
func (h *hits) all(message func(hit) string) []hit {
	all := slices.Clone(h.list)
	for i := range all {
		all[i].entries = slices.Clone(all[i].entries)
		all[i].message = message(all[i])
	}
	slices.SortFunc(all, func(a, b hit) int { return cmp.Compare(a.subject, b.subject) })
	return all
}

// evidence returns an entry as evidence, with what it showed of a job; view may be nil.
func evidence(e *journal.Entry, view *journal.JobView) Evidence {
	one := Evidence{N: e.N, At: e.At, Call: callOf(e), Status: e.Status}
	if view != nil {
		one.Shown = view.Status
		if view.Status == "" {
			one.Shown = view.Absence.String()
		}
	}
	return one
}

// callOf returns the call of an entry: "evs.showJob", or method and path.
func callOf(e *journal.Entry) string {
	if e.Op == "" {
		return e.Method + " " + e.Path
	}
	return e.API + "." + e.Op
}
