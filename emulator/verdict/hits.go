package verdict

import (
	"cmp"
	"fmt"
	"slices"
)

// hits collects what a detector finds by subject, with a value of its own for each. The zero hits is empty.
type hits[T any] struct {
	list []found[T]
	at   map[hitKey]int
	more int // hits on further subjects
}

// hitKey is a subject: a track, or another thing by its name.
type hitKey struct {
	track *track
	name  string
}

type found[T any] struct {
	hitKey
	hit
	data T
}

// maxSubjects is the maximum number of subjects of a detector: more findings of one kind help nobody.
const maxSubjects = 100

// add counts a hit on a track and keeps the first entries of it: those before the present one, if they are given, and the present one.
// It returns the detector's value for the subject, nil if there are too many subjects.
func (h *hits[T]) add(l *look, before ...Evidence) *T {
	return h.put(hitKey{track: l.track}, before, &l.evidence)
}

// addNamed counts a hit on another subject than a track.
func (h *hits[T]) addNamed(name string, now Evidence, before ...Evidence) *T {
	return h.put(hitKey{name: name}, before, &now)
}

func (h *hits[T]) put(key hitKey, before []Evidence, now *Evidence) *T {
	i, ok := h.at[key]
	if !ok {
		if len(h.list) == maxSubjects {
			h.more++
			return nil
		}
		if h.at == nil {
			h.at = map[hitKey]int{}
		}
		i = len(h.list)
		h.at[key] = i
		h.list = append(h.list, found[T]{hitKey: key})
	}
	one := &h.list[i]
	one.count++
	if len(one.entries) < MaxEvidence {
		for _, e := range before {
			one.keep(e)
		}
		one.keep(*now)
	}
	return &one.data
}

// keep adds an entry that shows a hit, unless it is there or there are enough.
func (h *hit) keep(e Evidence) {
	if e.N != 0 && len(h.entries) < MaxEvidence && !slices.ContainsFunc(h.entries, func(o Evidence) bool { return o.N == e.N }) {
		h.entries = append(h.entries, e)
	}
}

// only returns the hits whose value is wanted.
func (h *hits[T]) only(wanted func(data *T) bool) *hits[T] {
	some := &hits[T]{more: h.more}
	for i := range h.list {
		if wanted(&h.list[i].data) {
			some.list = append(some.list, h.list[i])
		}
	}
	return some
}

// firstOf returns the first hits ordered by subject and first entry, at most maxSubjects.
func firstOf(all []hit) []hit {
	slices.SortFunc(all, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.subject, b.subject), cmp.Compare(a.entries[0].N, b.entries[0].N))
	})
	return all[:min(len(all), maxSubjects)]
}

// all returns the hits of at least a count, ordered by subject, each with its message.
func (h *hits[T]) all(least int, message func(h *hit, data *T) string) []hit {
	var all []hit
	for i := range h.list {
		one := &h.list[i]
		if one.count < least {
			continue
		}
		done := one.hit
		if done.subject = one.name; one.track != nil {
			done.subject = one.track.subject()
		}
		done.entries = slices.Clone(one.entries)
		done.message = message(&done, &one.data)
		all = append(all, done)
	}
	slices.SortFunc(all, func(a, b hit) int { return cmp.Compare(a.subject, b.subject) })
	if n := len(all); n > 0 && h.more > 0 {
		all[n-1].message += fmt.Sprintf(" (it was found %d more times on further subjects, beyond the first %d)", h.more, maxSubjects)
	}
	return all
}
