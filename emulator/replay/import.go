package replay

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario/infer"
	"github.com/jobsim/jobsim/emulator/trace"
)

func appendInt(n int) []byte { return strconv.AppendInt(nil, int64(n), 10) }

// ErrNothing is returned by Import if no exchange of a trace is a call of an emulated API.
var ErrNothing = errors.New("no call of an emulated API")

// Options say what of a trace is imported.
type Options struct {
	Source  string // what the scenario's description calls the trace
	Job     string // only the calls about this job; empty for all
	Since   time.Time
	Until   time.Time
	KeepIDs bool // whether IDs, names and addresses stay as they are; secrets are replaced anyway
}

// Result is an imported scenario, and how it compares with the trace.
type Result struct {
	Scenario []byte
	Origin   time.Time // when a session must begin that the recorded requests are played in
	Calls    []trace.Exchange
	Outcomes []Outcome
}

// Import makes a scenario of exchanges. It returns ErrNothing if none of them can be used.
func Import(list []trace.Exchange, o Options) (Result, error) {
	list = append([]trace.Exchange{}, list...)
	infer.Align(list)
	list = o.narrow(list)
	list, own := infer.Anonymize(list, emulator.Vocabularies(), o.KeepIDs)
	calls, err := classify(list)
	if err != nil {
		return Result{}, err
	}
	if len(calls) == 0 {
		return Result{}, ErrNothing
	}
	in := infer.Options{Words: emulator.Vocabularies(), Origin: infer.Origin(calls), Source: o.Source}
	c := &corrector{list: list, own: own, origin: in.Origin, draft: infer.NewDraft(calls, in)}
	if err := c.correct(); err != nil {
		return Result{}, err
	}
	return Result{Scenario: c.text(), Origin: in.Origin, Calls: list, Outcomes: c.outcomes}, nil
}

// narrow returns the exchanges that were asked for. Those without a time are in any range.
func (o *Options) narrow(list []trace.Exchange) []trace.Exchange {
	var kept []trace.Exchange
	for _, e := range list {
		early := !o.Since.IsZero() && !e.At.IsZero() && e.At.Before(o.Since)
		late := !o.Until.IsZero() && !e.At.IsZero() && e.At.After(o.Until)
		if !early && !late && (o.Job == "" || mentions(&e, o.Job)) {
			kept = append(kept, e)
		}
	}
	return kept
}

// mentions reports whether an ID is in the URL or a body of an exchange, or observed in it.
func mentions(e *trace.Exchange, id string) bool {
	if _, rest, found := strings.Cut(id, "/"); found {
		id = rest
	}
	for _, o := range e.Observed {
		if strings.HasSuffix(o.Job, "/"+id) {
			return true
		}
	}
	for _, text := range [...]string{e.Request.URL, string(e.Request.Body.Bytes), string(e.Response.Body.Bytes)} {
		for rest := text; ; {
			at := strings.Index(rest, id)
			if at < 0 {
				break
			}
			before, after := at == 0 || !isWord(rest[at-1]), at+len(id) == len(rest) || !isWord(rest[at+len(id)])
			if before && after {
				return true
			}
			rest = rest[at+len(id):]
		}
	}
	return false
}

func isWord(c byte) bool {
	return c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// classify finds the operation of each exchange, by sending it to an emulator without jobs, and returns those that have one.
func classify(list []trace.Exchange) ([]infer.Call, error) {
	p, err := newPlayer(time.Unix(0, 0), len(list))
	if err != nil {
		return nil, err
	}
	var calls []infer.Call
	for _, e := range list {
		at := e
		at.At = time.Time{}
		_, entry := p.send(&at)
		if entry.Op == "" {
			continue
		}
		calls = append(calls, infer.Call{Exchange: e, API: apiOf(entry.API, &e), Op: entry.Op})
	}
	return calls, nil
}
