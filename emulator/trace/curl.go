package trace

import (
	"bytes"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

// curlReader reads what `curl -v` writes, with or without --trace-time, and the body between it if both streams went to one
// file. curl shows no request bodies this way.
type curlReader struct {
	report *Report
	yield  func(Exchange)

	open   *Exchange
	clock  string // the time of day of the request's line
	ended  string // that of the status line
	state  curlState
	length int // Content-Length; -1 if there is none
	body   []byte
}

// curlState is what the next lines of a transfer belong to.
type curlState int

const (
	curlIdle curlState = iota
	curlRequest
	curlResponse
	curlBody
)

var (
	curlClock = regexp.MustCompile(`^\d\d:\d\d:\d\d\.\d{6} `)
	// curlTail is where curl goes on in a line after a body that does not end in a line end.
	curlTail  = regexp.MustCompile(`(?:\d\d:\d\d:\d\d\.\d{6} )?\* (?:Connection #\d|Closing connection|Curl_|HTTP error|Failed )`)
	curlMeter = regexp.MustCompile(`^\s*(?:% Total|Dload|\d+ +[\d.]+[kMG]? +\d+ .*(?:--:--:--|\d:\d\d:\d\d))`)
)

// line takes a line. It reports whether the line belongs to a transfer.
func (c *curlReader) line(n int, line []byte) bool {
	if c.state == curlIdle && (len(line) < 6 || line[0] != '>' && (line[0] < '0' || line[0] > '2' || line[2] != ':')) {
		return false
	}
	clock := ""
	if found := curlClock.Find(line); found != nil {
		clock = string(found[:len(found)-1])
		line = line[len(found):]
	}
	mark, rest := byte(0), []byte(nil)
	if len(line) == 1 || len(line) > 1 && line[1] == ' ' {
		mark, rest = line[0], line[min(2, len(line)):]
	}
	switch found := requestLine.FindSubmatch(rest); {
	case mark == '>' && found != nil:
		c.flush()
		c.open = &Exchange{Line: n, Request: Request{Method: string(found[1]), URL: string(found[2]), Header: http.Header{}}}
		c.clock, c.state, c.length, c.body = clock, curlRequest, -1, nil
	case c.state == curlIdle:
		return false
	case mark == '>' && c.state == curlRequest:
		addHeader(c.open.Request.Header, rest)
	case mark == '<':
		c.head(rest, clock)
	case (mark == '{' || mark == '}') && bytes.HasSuffix(rest, []byte("bytes data]")), mark == '*', curlMeter.Match(line):
	case c.state == curlBody:
		return c.text(n, line)
	}
	return true
}

// head takes a line of a response's head.
func (c *curlReader) head(line []byte, clock string) {
	switch found := statusLine.FindSubmatch(line); {
	case found != nil:
		c.open.Response.Status, _ = strconv.Atoi(string(found[1]))
		c.open.Response.Header = http.Header{}
		c.ended, c.state = clock, curlResponse
	case c.state != curlResponse:
	case len(line) > 0:
		addHeader(c.open.Response.Header, line)
	case c.open.Response.Status >= 200: // not 100 Continue
		c.state = curlBody
		if size, err := strconv.Atoi(c.open.Response.Header.Get("Content-Length")); err == nil {
			c.length = size
		}
	}
}

// text takes a line of a body, and what curl wrote behind it. It reports false if the body was over before.
func (c *curlReader) text(n int, line []byte) bool {
	if c.length >= 0 && len(c.body) >= c.length {
		c.flush()
		return false
	}
	if len(c.body) > 0 {
		c.body = append(c.body, '\n')
	}
	tail := []byte(nil)
	if room := c.length - len(c.body); c.length >= 0 && len(line) >= room {
		line, tail = line[:max(room, 0)], line[max(room, 0):]
	} else if at := curlTail.FindIndex(line); at != nil {
		line, tail = line[:at[0]], line[at[0]:]
	}
	if len(c.body)+len(line) > MaxMessage {
		line = line[:0]
		c.open.Response.Body.State = Cut
	}
	c.body = append(c.body, line...)
	if len(tail) > 0 {
		c.line(n, tail)
	}
	return true
}

// flush hands on the transfer that is open.
func (c *curlReader) flush() {
	if c.state == curlIdle {
		return
	}
	e := c.open
	e.Response.Body.Bytes = bytes.TrimRight(c.body, "\n")
	switch {
	case e.Response.Status == 0:
		c.report.remark(e.Line, "the request has no response")
	case len(c.body) == 0 && c.length != 0 && e.Response.Status != http.StatusNoContent && e.Request.Method != http.MethodHead:
		e.Response.Body.State = Missing
		c.report.remark(e.Line, "the response's body is missing: let curl write both streams into one file, with 2>&1")
	case c.length > len(c.body):
		e.Response.Body.State = Cut
		c.report.remark(e.Line, "the body is shorter than its Content-Length")
	}
	if e.Request.Header.Get("Content-Length") != "" && e.Request.Header.Get("Content-Length") != "0" {
		e.Request.Body.State = Missing
		c.report.remark(e.Line, "curl -v shows no request bodies: --trace-ascii does")
	}
	e.At, e.Took = timesOfDay(c.clock, c.ended, e.Response.Header)
	if e.Request.Header.Get("Host") != "" && e.Request.URL[0] == '/' {
		e.Request.URL = "http://" + e.Request.Header.Get("Host") + e.Request.URL
	}
	c.state, c.open, c.body = curlIdle, nil, nil
	c.yield(*e)
}

// timesOfDay makes an instant of curl's times, which have neither day nor zone: those are taken from the Date header.
func timesOfDay(sent, received string, h http.Header) (time.Time, time.Duration) {
	day := dateOf(h)
	from, err := time.Parse("15:04:05.000000", sent)
	if err != nil || day.IsZero() {
		return day, 0
	}
	at := time.Date(day.Year(), day.Month(), day.Day(), from.Hour(), from.Minute(), from.Second(), from.Nanosecond(), time.UTC)
	at = inZone(at, day)
	to, err := time.Parse("15:04:05.000000", received)
	if err != nil {
		return at, 0
	}
	took := to.Sub(from)
	if took < 0 {
		took += 24 * time.Hour
	}
	return at, took
}

// inZone shifts a local time to UTC, given a time in UTC that is about the same: zones differ by quarters of an hour.
func inZone(local, about time.Time) time.Time {
	return local.Add(-local.Sub(about).Round(15 * time.Minute))
}
