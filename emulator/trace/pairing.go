package trace

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// maxPending is how many requests may wait for their response, and how many responses for their parts.
const maxPending = 256

// pending is a request or a response of which parts may still come.
type pending struct {
	line   int
	at     time.Time
	local  bool // whether the time has no zone
	group  string
	id     string
	header bool // whether the headers were seen
	body   bool // whether the body was seen
	Request
	Response
}

// pairing puts the parts of exchanges together that a log has in any order.
type pairing struct {
	report    *Report
	yield     func(Exchange)
	requests  []*pending // oldest first
	responses []*pending
}

func newPairing(report *Report, yield func(Exchange)) *pairing {
	return &pairing{report: report, yield: yield}
}

// request begins an exchange.
func (p *pairing) request(r *record, id string, q Request) *pending {
	p.settle(r)
	if len(p.requests) == maxPending {
		p.emit(p.requests[0], nil)
		p.requests = p.requests[1:]
	}
	open := &pending{line: r.line, at: r.at, local: r.local, group: r.group, id: id, Request: q}
	p.requests = append(p.requests, open)
	return open
}

// latest returns the youngest of a list that has a group and an id and still lacks a part. The parts of a message follow each
// other at once, so the youngest is the likeliest.
func latest(list []*pending, group, id string, lacks func(*pending) bool) *pending {
	for _, o := range slices.Backward(list) {
		if o.group == group && o.id == id && lacks(o) {
			return o
		}
	}
	return nil
}

func (p *pairing) requestHeader(r *record, id string, h http.Header) {
	if o := latest(p.requests, r.group, id, func(o *pending) bool { return !o.header }); o != nil {
		o.header, o.Request.Header = true, h
		return
	}
	p.report.remark(r.line, "the headers belong to no request")
}

func (p *pairing) requestBody(r *record, id string, b Body) {
	lacks := func(o *pending) bool { return !o.body && o.Method != http.MethodGet && o.Method != http.MethodHead }
	o := latest(p.requests, r.group, id, lacks)
	if o == nil {
		o = latest(p.requests, r.group, id, func(o *pending) bool { return !o.body })
	}
	if o == nil {
		p.report.remark(r.line, "the body belongs to no request")
		return
	}
	o.body, o.Request.Body = true, b
}

// response begins a response.
func (p *pairing) response(r *record, id string, code int) *pending {
	if len(p.responses) == maxPending {
		p.join(p.responses[0])
	}
	o := &pending{line: r.line, at: r.at, group: r.group, id: id, Response: Response{Status: code, Header: http.Header{}}}
	p.responses = append(p.responses, o)
	return o
}

func (p *pairing) responseHeader(r *record, id string, h http.Header) {
	o := latest(p.responses, r.group, id, func(o *pending) bool { return !o.header })
	if o == nil {
		p.report.remark(r.line, "the headers belong to no response")
		return
	}
	o.header, o.Response.Header = true, h
	if h.Get("Content-Length") == "0" || o.Status == http.StatusNoContent || o.Status == http.StatusNotModified {
		o.body = true
		p.join(o)
	}
}

func (p *pairing) responseBody(r *record, id string, b Body) {
	o := p.lacking(r, id, b)
	if o == nil {
		p.report.remark(r.line, "the body belongs to no response")
		return
	}
	o.body, o.Response.Body = true, b
	p.join(o)
}

// lacking returns the response that a body belongs to: of those that lack one, the one whose Content-Length fits, whose status goes
// best with a request that the body goes with, and that is the youngest.
func (p *pairing) lacking(r *record, id string, b Body) *pending {
	var best *pending
	most := -1
	for _, o := range p.responses {
		if o.group != r.group || o.id != id || o.body {
			continue
		}
		with := *o
		with.Response.Body = b
		_, score := p.partner(&with)
		size, err := strconv.Atoi(o.Response.Header.Get("Content-Length"))
		if err == nil && (size == len(b.Bytes) || size == len(b.Bytes)+1) {
			score += 1000
		}
		if score = max(score, 0); score >= most {
			best, most = o, score
		}
	}
	return best
}

// responseOmitted takes note that the log has no body of a response, because it is no JSON.
func (p *pairing) responseOmitted(r *record, id string) {
	if o := latest(p.responses, r.group, id, func(o *pending) bool { return o.header && !o.body }); o != nil {
		p.join(o)
	}
}

// settle gives up on parts of responses that must have come by now: a round tripper writes a response in one go, within
// milliseconds. In a log without times, they must have come if only one request waits.
func (p *pairing) settle(r *record) {
	for len(p.responses) > 0 {
		o := p.responses[0]
		late := r.at.Sub(o.at) > time.Second
		if r.at.IsZero() {
			late = len(p.requests) <= 1
		}
		if r.group == o.group && late {
			p.join(o)
			continue
		}
		return
	}
}

// join finds the request of a response and hands the exchange on.
func (p *pairing) join(o *pending) {
	for i, other := range p.responses {
		if other == o {
			p.responses = append(p.responses[:i], p.responses[i+1:]...)
			break
		}
	}
	if !o.body {
		o.Response.Body.State = Missing
		p.report.remark(o.line, "the response's body is missing")
	}
	best, _ := p.partner(o)
	if best < 0 {
		p.report.remark(o.line, "the response belongs to no request, and is left out")
		return
	}
	q := p.requests[best]
	p.requests = append(p.requests[:best], p.requests[best+1:]...)
	p.emit(q, o)
}

func (p *pairing) emit(q, o *pending) {
	e := Exchange{Line: q.line, At: q.at, Request: q.Request}
	if !q.body && (q.Method == http.MethodPost || q.Method == http.MethodPut || q.Method == http.MethodPatch) {
		e.Request.Body.State = Missing
		p.report.remark(q.line, "the request's body is missing")
	}
	if o != nil {
		e.Response = o.Response
		if !q.at.IsZero() && !o.at.Before(q.at) {
			e.Took = o.at.Sub(q.at)
		}
	} else {
		p.report.remark(q.line, "the request has no response")
	}
	date := dateOf(e.Response.Header)
	switch {
	case e.At.IsZero():
		e.At = date
	case q.local && !date.IsZero():
		e.At = inZone(e.At, date)
	}
	p.yield(e)
}

// flush hands on whatever is there.
func (p *pairing) flush() {
	for len(p.responses) > 0 {
		p.join(p.responses[0])
	}
	for _, q := range p.requests {
		p.emit(q, nil)
	}
	p.requests = nil
}
