package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/journal"
)

// filterArgs are the arguments of a journal filter.
var filterArgs = []string{"job", "api", "op", "state", "status", "since", "unmatched"}

// journalPage selects a part of a journal.
type journalPage struct {
	filter journal.Filter
	limit  int
}

func journalQuery(r *request) (journalPage, error) {
	p := journalPage{}
	if err := r.checkArgs(append(slices.Clone(filterArgs), "limit")...); err != nil {
		return p, err
	}
	var err error
	if p.limit, err = r.limit(); err != nil {
		return p, err
	}
	p.filter, err = r.filter()
	return p, err
}

// filter reads the arguments of a journal filter.
func (r *request) filter() (journal.Filter, error) {
	q := r.URL.Query()
	f := journal.Filter{Job: q.Get("job"), API: q.Get("api"), Op: q.Get("op"), State: journal.State(q.Get("state"))}
	if err := r.checkAPI(f.API); err != nil {
		return f, err
	}
	if err := r.checkOp(f.API, f.Op); err != nil {
		return f, err
	}
	var err error
	if f.Unmatched, err = r.boolean("unmatched"); err != nil {
		return f, err
	}
	states := []string{string(journal.InFlight), string(journal.Answered), string(journal.CutOff)}
	if f.State != "" && !slices.Contains(states, string(f.State)) {
		return f, Refuse(fmt.Sprintf("there is no state %q", f.State), "want "+oneOf(states))
	}
	status, err := r.number("status", 0, 100, 999)
	if err != nil {
		return f, err
	}
	f.Status = int(status)
	f.Since, err = r.number("since", 0, 0, 1<<63)
	return f, err
}

func listJournal(r *request, p journalPage) (admin.Journal, error) {
	all := r.session.Journal().Entries(p.filter)
	doc := admin.Journal{Entries: []admin.Entry{}, Total: len(all), Dropped: r.session.Journal().Dropped()}
	for _, e := range all[max(len(all)-p.limit, 0):] {
		doc.Entries = append(doc.Entries, r.entryOf(e))
	}
	return doc, nil
}

func clearJournal(r *request, _ none) (none, error) {
	r.session.Journal().Clear()
	return none{}, nil
}

func countJournal(r *request, p journalPage) (admin.Count, error) {
	return admin.Count{Count: r.session.Journal().Polls(p.filter)}, nil
}

// waitRequest is how many polls to wait for, and for how long in real time.
type waitRequest struct {
	filter  journal.Filter
	polls   int
	timeout time.Duration
}

// maxWait bounds a wait, so that one whose client has gone unnoticed ends.
const maxWait = 10 * time.Minute

func waitQuery(r *request) (waitRequest, error) {
	w := waitRequest{timeout: 30 * time.Second}
	if err := r.checkArgs(append(slices.Clone(filterArgs), "polls", "timeout")...); err != nil {
		return w, err
	}
	polls, err := r.number("polls", 1, 1, 1_000_000)
	if err != nil {
		return w, err
	}
	w.polls = int(polls)
	if text := r.URL.Query().Get("timeout"); text != "" {
		if w.timeout, err = admin.ParseDuration(text); err != nil || w.timeout > maxWait {
			return w, cmp.Or(err, error(Refuse("timeout="+text, "want at most "+maxWait.String())))
		}
	}
	w.filter, err = r.filter()
	return w, err
}

// waitJournal returns as soon as there were enough polls.
func waitJournal(r *request, want waitRequest) (admin.Count, error) {
	ctx, cancel := context.WithTimeout(r.Context(), want.timeout)
	defer cancel()
	n, err := r.session.Journal().Wait(ctx, r.servers.Done(r.Request), want.filter, want.polls)
	switch {
	case errors.Is(err, journal.ErrClosed):
		err = &admin.Error{Status: http.StatusServiceUnavailable, Code: "closed", Message: "the session has ended or the server is stopping"}
	case err != nil:
		err = &admin.Error{
			Status: http.StatusRequestTimeout, Code: "timeout", Message: fmt.Sprintf("%d of %d within %s", n, want.polls, want.timeout),
			Hint: "GET /__admin/journal lists the requests that came instead",
		}
	}
	return admin.Count{Count: n}, err
}
