package journal

import (
	"encoding/binary"

	"github.com/jobsim/jobsim/emulator/job"
)

// The parts of Facts that few entries have.
const (
	hasOutcome = 1 << iota // Denied, SignedIn, Error, RetryAfter
	hasStarted
	hasResources
	hasPage
	hasIgnored
	hasFailed
	hasMoved
)

// facts appends the facts but for Youngest, which is known only later.
func (p packer) facts(f *Facts) packer {
	p = p.instant(f.Arrived)
	p = p.unsigned(f.ConnUse).unsigned(f.Credential)
	has := f.parts()
	p = p.unsigned(has)
	if has&hasOutcome != 0 {
		p = p.flags(f.Denied, f.SignedIn).text(f.Error).text(f.RetryAfter)
	}
	if has&hasStarted != 0 {
		p = p.refs(f.Started)
	}
	if has&hasResources != 0 {
		p = p.unsigned(uint64(len(f.Resources)))
		for _, r := range f.Resources {
			p = p.text(r.Name.API).text(r.Name.Kind).text(r.Name.ID).unsigned(uint64(r.Act)).unsigned(uint64(r.State)).ref(r.Job)
		}
	}
	if has&hasPage != 0 {
		p = p.number(int64(f.Page.Offset)).number(int64(f.Page.Limit)).number(int64(f.Page.Shown)).number(int64(f.Page.Total)).flags(f.Page.More)
	}
	if has&hasFailed != 0 {
		p = p.refs(f.Failed)
	}
	if has&hasMoved != 0 {
		p = p.refs(f.Moved)
	}
	if has&hasIgnored != 0 {
		p = p.unsigned(uint64(len(f.Ignored)))
		for _, name := range f.Ignored {
			p = p.text(name)
		}
	}
	return p
}

// parts returns which of its rare parts facts have.
func (f *Facts) parts() (has uint64) {
	if f.Denied || f.SignedIn || f.Error != "" || f.RetryAfter != "" {
		has |= hasOutcome
	}
	if len(f.Started) > 0 {
		has |= hasStarted
	}
	if len(f.Resources) > 0 {
		has |= hasResources
	}
	if f.Page != (Page{}) {
		has |= hasPage
	}
	if len(f.Ignored) > 0 {
		has |= hasIgnored
	}
	if len(f.Failed) > 0 {
		has |= hasFailed
	}
	if len(f.Moved) > 0 {
		has |= hasMoved
	}
	return has
}

// facts reads what packer.facts has appended into f, whose slices it uses again.
func (u *unpacker) facts(f *Facts) {
	started, resources, failed, moved, ignored := f.Started[:0], f.Resources[:0], f.Failed[:0], f.Moved[:0], f.Ignored[:0]
	*f = Facts{Arrived: u.instant(), ConnUse: u.unsigned(), Credential: u.unsigned()}
	has := u.unsigned()
	if has&hasOutcome != 0 {
		flags := u.number()
		f.Denied, f.SignedIn, f.Error, f.RetryAfter = flags&1 != 0, flags&2 != 0, u.text(), u.text()
	}
	if f.Started = started; has&hasStarted != 0 {
		f.Started = counted(u, started, (*unpacker).ref)
	}
	if f.Resources = resources; has&hasResources != 0 {
		f.Resources = counted(u, resources, (*unpacker).resourceUse)
	}
	if has&hasPage != 0 {
		f.Page = Page{Offset: int(u.number()), Limit: int(u.number()), Shown: int(u.number()), Total: int(u.number()), More: u.number() != 0}
	}
	if f.Failed = failed; has&hasFailed != 0 {
		f.Failed = counted(u, failed, (*unpacker).ref)
	}
	if f.Moved = moved; has&hasMoved != 0 {
		f.Moved = counted(u, moved, (*unpacker).ref)
	}
	if f.Ignored = ignored; has&hasIgnored != 0 {
		f.Ignored = counted(u, ignored, (*unpacker).text)
	}
}

func (u *unpacker) resourceUse() ResourceUse {
	return ResourceUse{
		Name: job.ResourceName{API: u.text(), Kind: u.text(), ID: u.text()},
		Act:  ResourceAct(u.unsigned()), State: ResourceState(u.unsigned()), Job: u.ref(),
	}
}

// counted reads a list after its number of items into room, which grows if it must.
func counted[T any](u *unpacker, room []T, read func(*unpacker) T) []T {
	for n := u.unsigned(); n > 0; n-- {
		room = append(room, read(u))
	}
	return room
}

func (p packer) unsigned(n uint64) packer { return binary.AppendUvarint(p, n) }

func (p packer) ref(ref job.Ref) packer { return p.text(ref.API).text(ref.ID) }

func (p packer) refs(all []job.Ref) packer {
	p = p.unsigned(uint64(len(all)))
	for _, ref := range all {
		p = p.ref(ref)
	}
	return p
}
