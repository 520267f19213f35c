package explore

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// seen is what a client asked for in a run.
type seen struct {
	jobs  map[job.Ref]bool
	loose map[string]bool // APIs with calls that were about no job in particular, such as lists
	calls map[string]bool // "evs.showJob"
}

func seenIn(entries []journal.Entry) seen {
	s := seen{map[job.Ref]bool{}, map[string]bool{}, map[string]bool{}}
	for i := range entries {
		e := &entries[i]
		s.calls[e.API+"."+e.Op] = true
		refs := slices.Concat(e.Requested, e.Started, e.Failed)
		for _, v := range slices.Concat(e.Observed, e.NotFound) {
			refs = append(refs, v.Job)
		}
		for _, ref := range refs {
			s.jobs[ref] = true
		}
		s.loose[e.API] = s.loose[e.API] || len(refs) == 0
	}
	return s
}

// has reports whether the client might have noticed what a pin settles.
func (s seen) has(p *Pin) bool {
	switch {
	case p.owner.call != "":
		_, op, _ := strings.Cut(p.owner.call, ".")
		return op == "*" || s.calls[p.owner.call]
	case p.owner.refs != nil:
		return slices.ContainsFunc(p.owner.refs, func(ref job.Ref) bool { return s.jobs[ref] || s.loose[ref.API] })
	default:
		return true
	}
}

// hash returns a hash of a text.
func hash(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // a hash has no error
	return h.Sum64()
}

// fingerprint returns a hash of what a client saw in a run: equal runs have equal ones.
func fingerprint(entries []journal.Entry) uint64 {
	h := fnv.New64a()
	for i := range entries {
		e := &entries[i]
		fmt.Fprintln(h, e.API, e.Op, e.Path, e.Query, e.Body, e.Status, e.State, e.Bytes, e.Response.Body)
	}
	return h.Sum64()
}
