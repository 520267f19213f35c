package trace

import (
	"bytes"
	"encoding/hex"
	"net/http"
	"regexp"
	"strconv"
)

// asciiReader reads what `curl --trace-ascii` and `curl --trace` write: events, and under each the bytes that were sent or
// received. Unlike -v they show request bodies.
type asciiReader struct {
	report *Report
	yield  func(Exchange)

	line0 int
	clock string
	ended string
	parts [4]bytes.Buffer
	into  int // the part that data lines belong to; -1 for none
	next  int // the offset that the next data line must have
	short bool
	open  bool
}

const (
	sentHeader = iota
	sentData
	receivedHeader
	receivedData
)

var (
	asciiEvent = regexp.MustCompile(`^(?:(\d\d:\d\d:\d\d\.\d{6}) )?(?:(=>|<=) (Send|Recv) (header|data), (\d+) bytes|== Info: |(?:=>|<=) (?:Send|Recv) SSL)`)
	asciiData  = regexp.MustCompile(`^([0-9a-f]{4,}): (.*)$`)
	hexDump    = regexp.MustCompile(`^((?:[0-9a-f]{2} ){1,16}) *`)
)

// line takes a line. It reports whether the line belongs to such a trace.
func (a *asciiReader) line(n int, line []byte) bool {
	if len(line) < 4 || !a.open && !bytes.Contains(line[:min(len(line), 40)], []byte("=> Send header")) {
		return a.open && len(line) == 0
	}
	if found := asciiEvent.FindSubmatch(line); found != nil {
		a.event(n, found)
		return true
	}
	found := asciiData.FindSubmatch(line)
	if found == nil || !a.open {
		return false
	}
	a.data(string(found[1]), found[2])
	return true
}

func (a *asciiReader) event(n int, found [][]byte) {
	a.endLine()
	a.into, a.next, a.short = -1, 0, false
	if found[2] == nil {
		return
	}
	part := sentHeader
	if string(found[3]) == "Recv" {
		part = receivedHeader
	}
	if string(found[4]) == "data" {
		part++
	}
	if part == sentHeader && a.parts[receivedHeader].Len() > 0 {
		a.flush()
	}
	if !a.open {
		a.open, a.line0, a.clock = true, n, string(found[1])
	}
	if part == receivedHeader {
		a.ended = string(found[1])
	}
	a.into = part
}

// data takes the bytes of one line. A line of --trace-ascii ends at a line end of the message or after 64 bytes; which of the
// two it was the offset of the next line says.
func (a *asciiReader) data(offset string, text []byte) {
	if a.into < 0 || a.parts[a.into].Len() > MaxMessage {
		return
	}
	at, err := strconv.ParseInt(offset, 16, 32)
	if err != nil {
		return
	}
	if int(at) == a.next+2 || a.short && int(at) != a.next {
		a.parts[a.into].WriteString("\r\n")
	}
	a.short = false
	if found := hexDump.FindSubmatch(text); found != nil && len(text) > 49 {
		plain, err := hex.DecodeString(string(bytes.ReplaceAll(found[1], []byte(" "), nil)))
		if err == nil {
			a.parts[a.into].Write(plain)
			a.next = int(at) + len(plain)
			return
		}
	}
	a.parts[a.into].Write(text)
	a.next = int(at) + len(text)
	a.short = len(text) < 64 && (a.into == sentHeader || a.into == receivedHeader)
}

// endLine ends the last line of a header event, which no further line follows.
func (a *asciiReader) endLine() {
	if a.open && (a.into == receivedHeader || a.into == sentHeader) {
		a.parts[a.into].WriteString("\r\n")
	}
}

// flush hands on the transfer that is open.
func (a *asciiReader) flush() {
	if !a.open {
		return
	}
	a.endLine()
	a.open, a.into = false, -1
	e := Exchange{Line: a.line0}
	head := bytes.Split(a.parts[sentHeader].Bytes(), []byte("\r\n"))
	found := requestLine.FindSubmatch(head[0])
	status, h := responseHead(a.parts[receivedHeader].Bytes())
	if found == nil {
		a.report.remark(a.line0, "the request line is cut, and the request is left out")
	} else {
		e.Request = Request{Method: string(found[1]), URL: string(found[2]), Header: http.Header{}}
		for _, line := range head[1:] {
			addHeader(e.Request.Header, line)
		}
		e.Request.Body = a.body(sentData, e.Request.Header)
		e.Response = Response{Status: status, Header: h, Body: a.body(receivedData, h)}
		if host := e.Request.Header.Get("Host"); host != "" && e.Request.URL[0] == '/' {
			e.Request.URL = "http://" + host + e.Request.URL
		}
		if status == 0 {
			a.report.remark(a.line0, "the request has no response")
		}
		e.At, e.Took = timesOfDay(a.clock, a.ended, h)
		a.yield(e)
	}
	for i := range a.parts {
		a.parts[i].Reset()
	}
}

func (a *asciiReader) body(part int, h http.Header) Body {
	text := bytes.Clone(a.parts[part].Bytes())
	size, err := strconv.Atoi(h.Get("Content-Length"))
	switch {
	case err != nil || size == len(text):
		return Body{Bytes: text}
	case size < len(text):
		return Body{Bytes: text[:max(size, 0)]}
	}
	a.report.remark(a.line0, "the body is shorter than its Content-Length")
	return Body{Bytes: text, State: Cut}
}

// responseHead parses heads of responses and returns the last, which is the final one.
func responseHead(text []byte) (int, http.Header) {
	status, h := 0, http.Header{}
	for line := range bytes.SplitSeq(text, []byte("\r\n")) {
		if found := statusLine.FindSubmatch(line); found != nil {
			status, _ = strconv.Atoi(string(found[1]))
			h = http.Header{}
			continue
		}
		addHeader(h, line)
	}
	return status, h
}
