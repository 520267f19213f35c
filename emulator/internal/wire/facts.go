package wire

import (
	"hash/maphash"
	"reflect"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// facts are what the journal keeps of a call for the judgement of the client.
type facts struct {
	code    string // of the native error in the response
	failed  []job.Ref
	started []job.Ref
	moved   []job.Ref
	uses    []world.Use
	page    Page
	ignored []string
	members []readMember   // of the body
	whole   []reflect.Type // into which the body was decoded as a whole
}

// Page is the part of a list that a client requested and got.
type Page = journal.Page

// SetPage stores the page of the response to a call whose response has pages.
func (c *Call) SetPage(p Page) { c.page = p }

// Ignored adds members of the body that the API does not read.
func (c *Call) Ignored(names ...string) { c.ignored = append(c.ignored, names...) }

// ErrorSent stores the code of the native error that is written.
func (c *Call) ErrorSent(code string) { c.code = code }

// ItemFailed stores the code of the error in the item of one job.
func (c *Call) ItemFailed(ref job.Ref, code string) {
	c.code = code
	if len(c.failed) < journal.MaxResources {
		c.failed = append(c.failed, ref)
	}
}

// remember adds what a Do started and used.
func (f *facts) remember(tx *world.Tx) {
	f.started = append(f.started, tx.Started()...)
	f.moved = append(f.moved, tx.Moved()...)
	for _, u := range tx.Uses() {
		i := slices.IndexFunc(f.uses, func(o world.Use) bool { return o.Name == u.Name })
		switch {
		case i >= 0:
			f.uses[i].Act = max(f.uses[i].Act, u.Act)
		case len(f.uses) < journal.MaxResources:
			f.uses = append(f.uses, u)
		}
	}
}

// addFacts adds the facts to the entry of a call whose response has ended.
func (r *Recorder) addFacts(e *journal.Entry) {
	c := r.call
	f := &e.Facts
	f.Credential = c.credential()
	f.Failed, f.Moved = c.failed, c.moved
	f.Denied, f.Error, f.Page = c.denied, c.code, c.page
	if retry := r.Header()["Retry-After"]; len(retry) > 0 {
		f.RetryAfter = retry[0]
	}
	if c.started != nil {
		f.SignedIn = slices.ContainsFunc(c.started, func(ref job.Ref) bool { return c.secret(ref.API) })
		f.Started = slices.DeleteFunc(c.started, func(ref job.Ref) bool { return c.secret(ref.API) })
	}
	for i := range c.uses {
		nothing := c.uses[i].Act == world.Looked && !c.uses[i].There // many APIs look for marks that are mostly not there
		if !nothing && !c.secret(c.uses[i].Name.API) {
			f.Resources = append(f.Resources, useOf(&c.uses[i]))
		}
	}
	if c.refused == "" && c.rule.Answer == nil {
		f.Ignored = slices.Concat(c.ignored, c.unreadMembers())
	}
}

// useOf returns a use as the journal has it.
func useOf(u *world.Use) journal.ResourceUse {
	use := journal.ResourceUse{Name: job.ResourceName(u.Name), Act: journal.ResourceAct(u.Act), Job: u.Before.Busy}
	switch b := u.Before; {
	case !u.There:
		use.State = journal.Missing
	case b.Made && b.Busy == (job.Ref{}):
		use.State = journal.Ready
	case b.Made:
		use.State = journal.Busy
	case b.Busy == (job.Ref{}):
		use.State = journal.MakeFailed
	default:
		use.State = journal.Making
	}
	return use
}

// credential returns a number that is equal for equal tokens, users and access keys in one emulator; 0 if the request has none.
func (c *Call) credential() uint64 {
	if token := c.Header["X-Auth-Token"]; len(token) > 0 {
		return maphash.String(c.dispatcher.seed, token[0])
	}
	given := c.Header["Authorization"]
	if len(given) == 0 {
		return 0
	}
	scheme, rest, _ := strings.Cut(given[0], " ")
	if scheme != "Basic" { // of a signature the access key, which comes first
		rest, _, _ = strings.Cut(rest, ",")
	}
	return maphash.String(c.dispatcher.seed, rest)
}
