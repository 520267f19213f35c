package control

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
)

// entryDoc is one request and what became of it.
type entryDoc struct {
	N         uint64            `json:"n"`
	Session   string            `json:"session,omitempty"`
	RequestID string            `json:"request_id"`
	API       string            `json:"api"`
	Op        string            `json:"op,omitempty"`
	Method    string            `json:"method"`
	Path      string            `json:"path"`
	Query     string            `json:"query,omitempty"`
	Headers   map[string]string `json:"headers"`
	Body      string            `json:"body,omitempty"`
	State     journal.State     `json:"state"`
	Status    int               `json:"status,omitempty"`
	Bytes     int64             `json:"bytes"`
	Observed  []observedDoc     `json:"told"`
	NotFound  []notFoundDoc     `json:"missed,omitempty"`
	Rule      string            `json:"rule,omitempty"`
	Why       string            `json:"why"`
	At        time.Time         `json:"at"`
	Clock     string            `json:"clock"`
	Duration  Duration          `json:"duration"` // real time
}

// observedDoc is what an answer told about one job.
type observedDoc struct {
	Job    string     `json:"job"`
	Status string     `json:"status"`
	Phase  string     `json:"phase"`
	Step   int        `json:"step"`
	Poll   bool       `json:"poll"`
	Since  time.Time  `json:"since"`
	Waits  string     `json:"waits,omitempty"`
	Next   *time.Time `json:"next,omitempty"`
}

// notFoundDoc is a job that was asked about and cannot be seen.
type notFoundDoc struct {
	Job     string     `json:"job"`
	Absence string     `json:"absence"`
	Gone    *time.Time `json:"gone,omitempty"`
	Next    *time.Time `json:"next,omitempty"` // when it comes to be seen
}

func (v *request) entryOf(e journal.Entry) entryDoc {
	d := entryDoc{
		N: e.N, Session: e.Session, RequestID: e.Request, API: e.API, Op: e.Op, Method: e.Method, Path: e.Path, Query: e.Query,
		Headers: make(map[string]string, len(e.Header)), Body: e.Body, State: e.State, Status: e.Status, Bytes: e.Bytes,
		Observed: []observedDoc{}, Rule: e.Rule, Why: v.session.Explain(e), At: e.At, Clock: e.Clock, Duration: Duration(e.Took),
	}
	for _, h := range e.Header {
		d.Headers[h.Name] = h.Value
	}
	for _, t := range e.Observed {
		d.Observed = append(d.Observed, observedDoc{
			Job: t.Job.String(), Status: t.Status, Phase: t.Phase.String(), Step: t.Step + 1, Poll: t.Counted, Since: t.Since,
			Waits: waits(job.Snapshot{Until: t.Until, Polls: t.Polls + 1, Held: t.Held}), Next: known(t.Next),
		})
	}
	for _, t := range e.NotFound {
		d.NotFound = append(d.NotFound, notFoundDoc{Job: t.Job.String(), Absence: t.Absence.String(), Gone: known(t.Gone), Next: known(t.Next)})
	}
	return d
}

// journalPage is a part of a journal.
type journalPage struct {
	filter journal.Filter
	limit  uint64
}

// filterArgs are the arguments of journal.Filter.
var filterArgs = []string{"job", "api", "op", "state", "status", "since", "unmet"}

func journalQuery(v *request) (journalPage, error) {
	p := journalPage{}
	if err := v.args(append(slices.Clone(filterArgs), "limit")...); err != nil {
		return p, err
	}
	var err error
	if p.limit, err = v.number("limit", 1000, 1, 1_000_000); err != nil {
		return p, err
	}
	p.filter, err = v.filter()
	return p, err
}

// filter reads what picks entries.
func (v *request) filter() (journal.Filter, error) {
	q := v.URL.Query()
	f := journal.Filter{Job: q.Get("job"), API: q.Get("api"), Op: q.Get("op"), State: journal.State(q.Get("state")), Unmatched: q.Get("unmet") == "true"}
	states := []string{string(journal.InFlight), string(journal.Answered), string(journal.CutOff)}
	if f.State != "" && !contains(states, string(f.State)) {
		return f, Refuse(fmt.Sprintf("there is no state %q", f.State), "want "+oneOf(states))
	}
	status, err := v.number("status", 0, 100, 999)
	if err != nil {
		return f, err
	}
	f.Status = int(status)
	if f.Since, err = v.number("since", 0, 0, 1<<63); err != nil {
		return f, err
	}
	return f, v.known(f.API)
}

// journalDoc is a part of a journal, the youngest entries of those that were asked for.
type journalDoc struct {
	Entries []entryDoc `json:"entries"`
	Total   int        `json:"total"` // that the filter lets through
	Dropped uint64     `json:"dropped"`
}

func listJournal(v *request, p journalPage) (journalDoc, error) {
	all := v.session.Journal().Entries(p.filter)
	d := journalDoc{Entries: []entryDoc{}, Total: len(all), Dropped: v.session.Journal().Dropped()}
	for _, e := range all[max(len(all)-int(p.limit), 0):] {
		d.Entries = append(d.Entries, v.entryOf(e))
	}
	return d, nil
}

func showEntry(v *request, _ none) (entryDoc, error) {
	n, _ := strconv.ParseUint(v.name("n"), 10, 64) // the route takes digits only; too many of them name no entry
	if e, ok := v.session.Journal().Entry(n); ok {
		return v.entryOf(e), nil
	}
	return entryDoc{}, &Error{
		Status: http.StatusNotFound, Code: "no_entry", Message: "the journal has no entry " + v.name("n"),
		Hint: "it may have made room for younger ones: see dropped in GET /__admin/journal",
	}
}

func clearJournal(v *request, _ none) (none, error) {
	v.session.Journal().Clear()
	return none{}, nil
}

// countDoc is how often something was asked.
type countDoc struct {
	Count int `json:"count"`
}

func countJournal(v *request, p journalPage) (countDoc, error) {
	return countDoc{v.session.Journal().Polls(p.filter)}, nil
}

// wish is how often something is to be asked, and how long that may take by real time.
type wish struct {
	filter  journal.Filter
	polls   uint64
	timeout time.Duration
}

// longestWait bounds a wait, so that one that nobody ends does not stay for ever.
const longestWait = 10 * time.Minute

func patience(v *request) (wish, error) {
	w := wish{timeout: 30 * time.Second}
	if err := v.args(append(slices.Clone(filterArgs), "polls", "timeout")...); err != nil {
		return w, err
	}
	var err error
	if w.polls, err = v.number("polls", 1, 1, 1_000_000); err != nil {
		return w, err
	}
	if text := v.URL.Query().Get("timeout"); text != "" {
		if w.timeout, err = parseDuration(text); err != nil || w.timeout > longestWait {
			return w, cmp.Or(err, error(Refuse("timeout="+text, "want at most "+longestWait.String())))
		}
	}
	w.filter, err = v.filter()
	return w, err
}

// waitJournal answers as soon as it was asked often enough.
func waitJournal(v *request, want wish) (countDoc, error) {
	ctx, cancel := context.WithTimeout(v.Context(), want.timeout)
	defer cancel()
	n, err := v.session.Journal().Wait(ctx, v.sockets.closing(v.Request), want.filter, int(want.polls))
	switch {
	case errors.Is(err, journal.ErrClosed):
		return countDoc{n}, &Error{Status: http.StatusServiceUnavailable, Code: "closed", Message: "the session is over or the server stops"}
	case err != nil:
		return countDoc{n}, &Error{
			Status: http.StatusRequestTimeout, Code: "timeout", Message: fmt.Sprintf("%d of %d within %s", n, want.polls, want.timeout),
			Hint: "GET /__admin/journal tells what was asked instead",
		}
	}
	return countDoc{n}, nil
}
