package journal

import (
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// The flags of a packed view: those of the job, and which of its parts are as in the view before it. A response that shows a hundred
// jobs shows much the same of each, and the journal has room for ten thousand of them.
const (
	viewTimed = 1 << iota
	viewCounted
	viewForced
	viewHeld
	viewStale
	viewDerived
	sameAPI
	sameStatus // Status, Absence and Phase
	sameStep   // Step and Polls
	sameUntil  // but for Timed, which is a flag
	sameSince
	sameGone
	sameNext
	ownType    // not that of the view before it
	hasSubJobs // it is about the job itself
	viewKept   // the last one: few views have it, and the others stay shorter
)

// views appends jobs as the journal keeps them.
func (p packer) views(snaps []job.Snapshot, shown Shown) packer {
	p = p.number(int64(len(snaps)))
	var nothing job.Snapshot
	before, api := &nothing, ""
	for i := range snaps {
		ref := shown.name(snaps[i].Ref)
		p = p.view(&snaps[i], before, ref, api)
		before, api = &snaps[i], ref.API
	}
	return p
}

func (p packer) view(s, before *job.Snapshot, ref job.Ref, api string) packer {
	differs := viewFlags(s, before)
	if ref.API == api {
		differs |= sameAPI
	}
	p = p.number(int64(differs))
	if differs&sameAPI == 0 {
		p = p.text(ref.API)
	}
	p = p.text(ref.ID)
	if differs&sameStatus == 0 {
		p = p.text(s.Status).number(int64(s.Absence)).number(int64(s.Phase))
	}
	if differs&sameStep == 0 {
		p = p.number(int64(s.Step)).number(int64(s.Polls))
	}
	if differs&sameUntil == 0 {
		p = p.number(int64(s.Until.For.Min)).number(int64(s.Until.For.Max)).number(int64(s.Until.Polls)).text(s.Until.Signal)
	}
	for i, t := range [...]time.Time{s.Since, s.Gone, s.Next} {
		if differs&(sameSince<<i) == 0 {
			p = p.instant(t)
		}
	}
	if differs&ownType != 0 {
		p = p.text(s.Type)
	}
	if differs&hasSubJobs != 0 {
		p = p.number(int64(subJobs(s))).subJobs(s, false)
	}
	return p
}

// subJobs returns the number of sub-jobs, those of sub-jobs included.
func subJobs(s *job.Snapshot) int {
	n := len(s.Children)
	for i := range s.Children {
		n += subJobs(&s.Children[i])
	}
	return n
}

func (p packer) subJobs(s *job.Snapshot, deeper bool) packer {
	for i := range s.Children {
		c := &s.Children[i]
		p = p.ref(c.Ref).text(c.Type).text(c.Status).number(int64(c.Phase)).number(int64(c.Step)).flags(deeper)
		p = p.subJobs(c, true)
	}
	return p
}

func (u *unpacker) subJob() SubJobView {
	return SubJobView{Job: u.ref(), Type: u.text(), Status: u.text(), Phase: job.Phase(u.number()), Step: int(u.number()), Deeper: u.number() != 0}
}

func viewFlags(s, before *job.Snapshot) int {
	flags := 0
	for i, set := range [...]bool{
		s.Until.Timed, s.Counted, s.Forced, s.Held, s.Stale, s.Derived,
		false, // the API's name may be masked
		s.Status == before.Status && s.Absence == before.Absence && s.Phase == before.Phase,
		s.Step == before.Step && s.Polls == before.Polls,
		s.Until.For == before.Until.For && s.Until.Polls == before.Until.Polls && s.Until.Signal == before.Until.Signal,
		s.Since.Equal(before.Since), s.Gone.Equal(before.Gone), s.Next.Equal(before.Next),
		s.Type != before.Type, len(s.Children) > 0, s.Kept,
	} {
		if set {
			flags |= 1 << i
		}
	}
	return flags
}

// views reads what packer.views has appended into room, which grows if it must. It returns nil for no views without room.
func (u *unpacker) views(room []JobView) []JobView {
	n := int(u.number())
	all := slices.Grow(room[:0], n)[:n]
	var nothing JobView
	before := &nothing
	for i := range all {
		u.view(&all[i], before)
		before = &all[i]
	}
	return all
}

// view sets v to the next view.
func (u *unpacker) view(v, before *JobView) {
	*v = *before
	flags := u.number()
	if flags&sameAPI == 0 {
		v.Job.API = u.text()
	}
	v.Job.ID = u.text()
	if flags&sameStatus == 0 {
		v.Status, v.Absence, v.Phase = u.text(), job.Absence(u.number()), job.Phase(u.number())
	}
	if flags&sameStep == 0 {
		v.Step, v.Polls = int(u.number()), int(u.number())
	}
	if flags&sameUntil == 0 {
		v.Until.For = job.Span{Min: time.Duration(u.number()), Max: time.Duration(u.number())}
		v.Until.Polls, v.Until.Signal = int(u.number()), u.text()
	}
	for i, t := range [...]*time.Time{&v.Since, &v.Gone, &v.Next} {
		if flags&(sameSince<<i) == 0 {
			*t = u.instant()
		}
	}
	if flags&ownType != 0 {
		v.Type = u.text()
	}
	v.SubJobs = nil
	if flags&hasSubJobs != 0 {
		v.SubJobs = list(u, nil, (*unpacker).subJob)
	}
	v.Until.Timed, v.Counted, v.Forced = flags&viewTimed != 0, flags&viewCounted != 0, flags&viewForced != 0
	v.Held, v.Stale, v.Derived = flags&viewHeld != 0, flags&viewStale != 0, flags&viewDerived != 0
	v.Kept = flags&viewKept != 0
}
