package control

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

func (r *request) entryOf(e journal.Entry) admin.Entry {
	doc := admin.Entry{
		N: e.N, Session: e.Session, RequestID: e.Request, API: e.API, Op: e.Op, Method: e.Method, Path: e.Path, Query: e.Query,
		Headers: make(map[string]string, len(e.Header)), Body: e.Body, State: string(e.State), Status: e.Status, Bytes: e.Bytes,
		Observed: []admin.Observed{}, Rule: e.Rule, Unmatched: e.Unmatched(), Why: r.session.Explain(e), At: e.At, Clock: e.Clock, Duration: admin.Duration(e.Took),
	}
	doc.Error, doc.RetryAfter, doc.Ignored = e.Error, e.RetryAfter, e.Ignored
	for _, ref := range e.Started {
		doc.Started = append(doc.Started, ref.String())
	}
	for _, h := range e.Header {
		doc.Headers[h.Name] = h.Value
	}
	if len(e.Response.Header) > 0 {
		doc.ResponseHeaders, doc.ResponseBody = map[string]string{}, e.Response.Body
		for _, h := range e.Response.Header {
			doc.ResponseHeaders[h.Name] = h.Value
		}
	}
	for _, v := range e.Observed {
		doc.Observed = append(doc.Observed, admin.Observed{
			Job: v.Job.String(), Status: v.Status, After: r.after(e, v), Phase: v.Phase.String(), Step: v.Step + 1, Poll: v.Counted, Since: v.Since,
			WaitsFor: waitsFor(job.Snapshot{Until: v.Until, Polls: v.Polls + 1, Held: v.Held, Derived: v.Derived, Phase: v.Phase}), Next: instant(v.Next),
		})
	}
	for _, v := range e.NotFound {
		doc.NotFound = append(doc.NotFound, admin.NotFound{
			Job: v.Job.String(), Absence: v.Absence.String(), Gone: instant(v.Gone), Next: instant(v.Next),
		})
	}
	return doc
}

// after returns the status that a poll led to: that of the step which it began. It is empty for a poll that ended none.
func (r *request) after(e journal.Entry, v journal.JobView) (status string) {
	if n := v.Until.Polls; !v.Counted || v.Held || v.Forced || n == 0 || v.Polls+1 < n {
		return ""
	}
	_ = r.session.World().Do(func(tx *world.Tx) error {
		for _, s := range tx.History(v.Job) {
			if s.Index == v.Step+1 && !s.At.Before(e.At) {
				status = s.Status
			}
		}
		return nil
	})
	return status
}

func showEntry(r *request, _ none) (admin.Entry, error) {
	n, _ := strconv.ParseUint(r.pathVar("n"), 10, 64) // the route has digits only; a number that overflows is no entry's
	if e, ok := r.session.Journal().Entry(n); ok {
		return r.entryOf(e), nil
	}
	return admin.Entry{}, &admin.Error{
		Status: http.StatusNotFound, Code: "no_entry", Message: fmt.Sprintf("the journal has no entry %s", r.pathVar("n")),
		Hint: "it may have been evicted: see dropped in GET /__admin/journal",
	}
}
