package replay

import (
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/trace"
)

// Verdict says how a response compares with the recorded one.
type Verdict string

// The verdicts.
const (
	Same        Verdict = "same"
	Differs     Verdict = "differs"
	NotEmulated Verdict = "not emulated" // no API of the emulator has the call
	NotCompared Verdict = "not compared" // the trace has nothing of the response to compare with
)

// Outcome is one recorded exchange and what became of its request.
type Outcome struct {
	Exchange    trace.Exchange
	API, Op     string
	Verdict     Verdict
	Differences []Difference
	Poll        bool // whether the operation is the one that clients poll, and the response showed a job
	PollSame    bool // whether all statuses in it came back

	status int
	body   []byte
}

// run plays recorded requests, in the order of time, against scenarios. What the server called things has been replaced in them by
// the names that own holds; none, if it is nil. It returns an error if a scenario has a fault.
func run(list []trace.Exchange, origin time.Time, own map[string]bool, scenarios ...emulator.Source) ([]Outcome, error) {
	p, err := newPlayer(origin, len(list), scenarios...)
	if err != nil {
		return nil, err
	}
	n := newNames()
	n.own = own
	outcomes := make([]Outcome, len(list))
	for i := range list {
		outcomes[i] = p.outcome(&list[i], n)
	}
	return outcomes, nil
}

// outcome plays one request.
func (p *player) outcome(recorded *trace.Exchange, n *names) Outcome {
	if recorded.Request.Method == "" || recorded.Request.Body.State != trace.Whole {
		return Outcome{Exchange: *recorded, Verdict: NotCompared}
	}
	e := *recorded
	e.Request.URL = n.translate(e.Request.URL)
	e.Request.Body.Bytes = n.translateJSON(e.Request.Body.Bytes)
	got, entry := p.send(&e)
	o := Outcome{Exchange: *recorded, API: entry.API, Op: entry.Op, status: got.status, body: got.body.Bytes()}
	if entry.State == journal.CutOff && recorded.Response.Status == 0 {
		o.status = 0
	}
	switch {
	case entry.Op == "" && entry.Rule == "" && !refusedAlike(recorded, got):
		o.Verdict = NotEmulated
		return o
	case len(recorded.Observed) > 0:
		o.observed(entry, n)
		return o
	}
	c := &comparison{names: n, tolerance: tolerance(recorded)}
	if recorded.Response.Status != o.status {
		c.differ("status", number(recorded.Response.Status), number(o.status))
	}
	if recorded.Response.Body.State == trace.Whole && recorded.Response.Status != 0 {
		c.bodies(recorded.Response.Body.Bytes, o.body)
	} else if len(c.found) == 0 && recorded.Response.Status != 0 {
		o.Verdict = NotCompared
		return o
	}
	o.Differences = c.found
	o.judge(c)
	return o
}

// refusedAlike reports whether both servers refused a call before any operation.
func refusedAlike(recorded *trace.Exchange, got *response) bool {
	code := func(body []byte) string { return gjson.GetBytes(body, "error_code").String() }
	return recorded.Response.Status >= 400 && recorded.Response.Status == got.status &&
		code(recorded.Response.Body.Bytes) == code(got.body.Bytes())
}

// judge sets the verdicts.
func (o *Outcome) judge(c *comparison) {
	o.Differences = c.found[:0:0]
	for _, d := range c.found {
		if !isRequestID(d.Path) {
			o.Differences = append(o.Differences, d)
		}
	}
	o.Verdict = Same
	if len(o.Differences) > 0 {
		o.Verdict = Differs
	}
	want := statuses(o.API, o.Op, o.Exchange.Response.Body.Bytes)
	got := statuses(o.API, o.Op, o.body)
	o.Poll = len(want) > 0
	o.PollSame = o.Poll && strings.Join(want, ",") == strings.Join(got, ",")
}

// observed compares the statuses that a journal has of a response.
func (o *Outcome) observed(entry journal.Entry, n *names) {
	o.Poll, o.PollSame, o.Verdict = true, true, Same
	for i, want := range o.Exchange.Observed {
		got := ""
		if i < len(entry.Observed) {
			_, id, _ := strings.Cut(want.Job, "/")
			if view := entry.Observed[i]; n.translate(id) == view.Job.ID || n.pair(id, view.Job.ID) || n.pairNumber("asyncHandle", id, view.Job.ID) {
				got = view.Status
			}
		}
		if got != want.Status {
			o.PollSame, o.Verdict = false, Differs
			o.Differences = append(o.Differences, Difference{want.Job, quote([]byte(want.Status)), quote([]byte(got))})
		}
	}
}

// statuses returns the statuses of jobs in the response to a poll.
func statuses(api, op string, body []byte) []string {
	path := ""
	switch {
	case op == "showJob":
		path = "status"
	case api == "evs" && op == "showVolume":
		path = "volume.status" // what clients of Cinder's API poll
	case api == "drs" && op == "batch-status":
		path = "results.#.status"
	case api == "element" && op == "GetAsyncResult":
		path = "result.status"
	default:
		return nil
	}
	found := gjson.GetBytes(body, path)
	if !found.Exists() {
		return nil
	}
	var all []string
	for _, item := range found.Array() {
		all = append(all, item.String())
	}
	return all
}

// isRequestID reports whether a member holds the ID of the request, which is new for each.
func isRequestID(path string) bool {
	name := path[strings.LastIndexByte(path, '.')+1:]
	return name == "request_id" || name == "requestId" || name == "X-Request-Id"
}

// tolerance returns by how much instants may differ: by what the trace leaves open.
func tolerance(e *trace.Exchange) time.Duration {
	if strings.Contains(e.Response.Header.Get("X-Jobsim-Clock"), "now=") {
		return 2 * time.Millisecond // its instants are cut to milliseconds
	}
	return time.Second + e.Took
}

func number(n int) string {
	if n == 0 {
		return "no response"
	}
	return string(appendInt(n))
}
