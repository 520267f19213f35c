package wire

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/connection"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/rule"
)

// begin adds the call's entry to the journal. The path of the request still has its prefix.
func (r *Recorder) begin() {
	c := r.call
	if c.backend.Journal == nil {
		return
	}
	now := c.World.Clock()
	c.entry = journal.Entry{
		Request: c.ID, API: c.API, Method: c.Method, Path: journal.RedactPath(c.URL.Path), Query: journal.RedactQuery(c.URL.RawQuery),
		Header: journal.RedactHeader(c.Header), At: now.Now(), Clock: now.String(),
		Facts: journal.Facts{ConnUse: connection.Count(c.Context())},
	}
	r.journaled = c.backend.Journal.Begin(&c.entry)
}

// end completes the call's entry.
func (r *Recorder) end() {
	if !r.journaled {
		return
	}
	c := r.call
	e := c.entry
	e.Op, e.Body, e.Status, e.Bytes, e.State = c.Op, c.redactedBody(), r.Status, r.Bytes, journal.Answered
	if c.backend.Journal.RecordsBodies() {
		e.Response = journal.Response{Header: journal.RedactHeader(r.Header()), Body: c.backend.Journal.RedactBody(r.sent, false)}
	}
	if !r.whole {
		e.State = journal.CutOff
	}
	if c.nth > 0 {
		e.Rule, e.Effect, e.Requested = c.rule.Location, c.effect(), c.requested
	}
	if c.rule.Answer == nil {
		e.Refused = c.refused
	}
	r.addFacts(&e)
	shown := journal.Shown{Observed: c.Observed, NotFound: c.notFound, SecretAPIs: c.dispatcher.tokens}
	r.packed, r.took = c.backend.Journal.End(e, shown)
}

// redactedBody returns the body as the journal may keep it.
func (c *Call) redactedBody() string {
	switch {
	case len(c.body) == 0 || c.sound:
		return c.backend.Journal.RedactBody(c.body, c.sound)
	case c.bodyKind() == journal.FormBody:
		return journal.RedactQuery(string(c.body))
	case c.bodyKind() == journal.XMLBody:
		return journal.RedactXML(c.body)
	default:
		return c.backend.Journal.RedactBody(c.body, false)
	}
}

// effect returns in a few words what the rule that matched a call did to it.
func (c *Call) effect() string {
	if c.nth == 0 {
		return ""
	}
	var did []string
	r := c.rule
	switch a := r.Answer; {
	case a == nil:
	case a.Code != "":
		did = append(did, "answered "+a.Code)
	case a.Result != nil:
		did = append(did, "answered with a result")
	default:
		did = append(did, fmt.Sprintf("answered %d", cmp.Or(a.Status, http.StatusOK)))
	}
	if r.Start != nil && c.begun {
		did = append(did, "scripted the job")
	}
	if r.Edit != nil {
		did = append(did, "edited the response")
	}
	if hold := r.DelayOf(c.World.Seed(), c.nth); hold > 0 {
		did = append(did, "delay "+hold.String())
	}
	if r.Break != rule.Whole {
		did = append(did, "break "+string(r.Break))
	}
	if did == nil {
		did = []string{"nothing"}
	}
	return fmt.Sprintf("%s (its call %d)", strings.Join(did, ", "), c.nth)
}

// RuleAction returns one word for what a rule did to a call: how it broke the response, else "answer", "start", "edit" or "delay". It
// returns an empty string if no rule matched.
func (c *Call) RuleAction() string {
	r := c.rule
	switch {
	case c.nth == 0:
		return ""
	case r.Break != rule.Whole:
		return string(r.Break)
	case r.Answer != nil:
		return "answer"
	case r.Start != nil:
		return "start"
	case r.Edit != nil:
		return "edit"
	default:
		return "delay"
	}
}
