package journal

import (
	"encoding/binary"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

// Packed is a completed entry in one string, without its number and its session. The package's documentation says why.
type Packed string

// pack returns an entry in its packed form, with the jobs that the response showed.
func pack(e *Entry, shown Shown) Packed {
	var room [1 << 10]byte
	p := packer(room[:0])
	if jobs := len(shown.Observed) + len(shown.NotFound); jobs > 10 {
		p = make(packer, 0, len(room)+48*jobs)
	}
	for _, text := range [...]string{
		e.Request, e.API, e.Op, e.Method, e.Path, e.Query, e.Body, e.Clock, string(e.State), e.Rule, e.Effect, e.Refused,
		e.Response.Body,
	} {
		p = p.text(text)
	}
	p = p.instant(e.At)
	p = p.number(int64(e.Status))
	p = p.number(e.Bytes)
	p = p.number(int64(e.Took))
	for _, headers := range [...][]Header{e.Header, e.Response.Header} {
		p = p.number(int64(len(headers)))
		for _, h := range headers {
			p = p.text(h.Name)
			p = p.text(h.Value)
		}
	}
	p = p.views(shown.Observed, shown).views(shown.NotFound, shown)
	p = p.number(int64(len(e.Requested)))
	for _, ref := range e.Requested {
		p = p.ref(ref)
	}
	return Packed(p.facts(&e.Facts))
}

// name returns a job's name as it may be written down.
func (s Shown) name(ref job.Ref) job.Ref {
	if slices.Contains(s.SecretAPIs, ref.API) {
		ref.ID = Mask
	}
	return ref
}

// Entry returns the entry, without its number and its session. It returns the zero Entry if p is empty.
func (p Packed) Entry() Entry {
	var e Entry
	p.Unpack(&e)
	return e
}

// Unpack is Entry into e, whose slices it uses again: for a reader of many entries that keeps none.
func (p Packed) Unpack(e *Entry) {
	headers, sent, observed, notFound, requested := e.Header, e.Response.Header, e.Observed, e.NotFound, e.Requested
	facts := e.Facts
	if p == "" {
		*e = Entry{}
		return
	}
	u := unpacker(p)
	for _, text := range [...]*string{
		&e.Request, &e.API, &e.Op, &e.Method, &e.Path, &e.Query, &e.Body, &e.Clock, (*string)(&e.State), &e.Rule, &e.Effect, &e.Refused,
		&e.Response.Body,
	} {
		*text = u.text()
	}
	e.At, e.Status, e.Bytes, e.Took = u.instant(), int(u.number()), u.number(), time.Duration(u.number())
	e.Header, e.Response.Header = list(&u, headers, (*unpacker).header), list(&u, sent, (*unpacker).header)
	e.Observed, e.NotFound = u.views(observed), u.views(notFound)
	e.Requested = list(&u, requested, (*unpacker).ref)
	e.Facts = facts
	u.facts(&e.Facts)
}

// packer appends one value after the other. Each method returns the grown slice: a packer that is changed in place would not
// stay on the stack.
type packer []byte

func (p packer) number(n int64) packer { return binary.AppendVarint(p, n) }

func (p packer) text(s string) packer { return append(binary.AppendUvarint(p, uint64(len(s))), s...) }

// instant appends seconds and nanoseconds: one number of nanoseconds ends in the year 2262.
func (p packer) instant(t time.Time) packer { return p.number(t.Unix()).number(int64(t.Nanosecond())) }

func (p packer) flags(all ...bool) packer {
	n := int64(0)
	for i, set := range all {
		if set {
			n |= 1 << i
		}
	}
	return p.number(n)
}

// unpacker reads what a packer has written. It is the part that is not read yet.
type unpacker string

func (u *unpacker) unsigned() uint64 {
	if c := (*u)[0]; c < 0x80 { // as most are
		*u = (*u)[1:]
		return uint64(c)
	}
	return u.long()
}

// long reads a number of more than one byte.
func (u *unpacker) long() uint64 {
	n, shift := uint64(0), 0
	for i := 0; ; i++ {
		c := (*u)[i]
		n |= uint64(c&0x7f) << shift
		if shift += 7; c < 0x80 {
			*u = (*u)[i+1:]
			return n
		}
	}
}

func (u *unpacker) number() int64 {
	n := u.unsigned()
	return int64(n>>1) ^ -int64(n&1)
}

func (u *unpacker) text() string {
	n := u.unsigned()
	text := (*u)[:n]
	*u = (*u)[n:]
	return string(text)
}

func (u *unpacker) instant() time.Time {
	seconds := u.number()
	return time.Unix(seconds, u.number()).UTC()
}

func (u *unpacker) header() Header { return Header{Name: u.text(), Value: u.text()} }

func (u *unpacker) ref() job.Ref { return job.Ref{API: u.text(), ID: u.text()} }

// list reads a list into room, which grows if it must. It returns nil for an empty list without room.
func list[T any](u *unpacker, room []T, read func(*unpacker) T) []T {
	n := int(u.number())
	all := slices.Grow(room[:0], n)
	for range n {
		all = append(all, read(u))
	}
	return all
}
