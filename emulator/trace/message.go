package trace

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"time"
)

var (
	requestLine = regexp.MustCompile(`^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\S+)(?: HTTP/(?:1\.[01]|2(?:\.0)?|3))?$`)
	statusLine  = regexp.MustCompile(`^HTTP/(?:1\.[01]|2(?:\.0)?|3) ([1-5]\d{2})(?: .*)?$`)
)

// isStartLine reports whether an HTTP message begins with this line.
func isStartLine(line []byte) bool {
	return statusLine.Match(line) || requestLine.Match(line) && bytes.Contains(line, []byte(" HTTP/"))
}

// message is a request or a response as text.
type message struct {
	line    int
	request bool
	Request
	Response
}

// readMessages reads HTTP messages as they are on the wire, one after the other. A response belongs to the request before it.
// Lines may end in LF alone.
func readMessages(in *bufio.Reader, report *Report, yield func(Exchange)) error {
	lines := &lineReader{in: in}
	var open *Exchange
	flush := func() {
		if open != nil {
			open.At = dateOf(open.Response.Header)
			yield(*open)
			open = nil
		}
	}
	line, err := lines.next()
	for err == nil {
		if !isStartLine(line) {
			line, err = lines.next()
			continue
		}
		var m message
		if m, line, err = readMessage(lines, line, report); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		switch {
		case m.request:
			flush()
			open = &Exchange{Line: m.line, Request: m.Request}
		case open == nil || open.Response.Status != 0:
			flush()
			open = &Exchange{Line: m.line, Response: m.Response}
		default:
			open.Response = m.Response
		}
	}
	flush()
	report.Lines = lines.n
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return err
}

// readMessage reads the message that begins with a start line. It returns the line after the message, which is the next start
// line, or io.EOF.
func readMessage(lines *lineReader, start []byte, report *Report) (message, []byte, error) {
	m := message{line: lines.n}
	if found := requestLine.FindSubmatch(start); found != nil {
		m.request, m.Request = true, Request{Method: string(found[1]), URL: string(found[2]), Header: http.Header{}}
	} else {
		m.Status, _ = strconv.Atoi(string(statusLine.FindSubmatch(start)[1]))
		m.Response.Header = http.Header{}
	}
	header := m.Response.Header
	if m.request {
		header = m.Request.Header
	}
	var body bytes.Buffer
	inBody, state := false, Whole
	for {
		line, err := lines.next()
		if err != nil || inBody && isStartLine(line) {
			m.setBody(trimBody(body.Bytes(), header), state, header, report)
			return m, line, err
		}
		switch {
		case inBody && body.Len()+len(line) > MaxMessage:
			state = Cut
		case inBody:
			body.Write(line)
			body.WriteByte('\n')
		case len(line) == 0:
			inBody = true
		default:
			addHeader(header, line)
		}
	}
}

func (m *message) setBody(text []byte, state State, header http.Header, report *Report) {
	b := Body{Bytes: text, State: state}
	if size, err := strconv.Atoi(header.Get("Content-Length")); err == nil && size > len(text) && state == Whole {
		b.State = Cut
		if len(text) == 0 {
			b.State = Missing
		}
		report.remark(m.line, "the body is shorter than its Content-Length")
	}
	if m.request {
		m.Request.Body = b
		return
	}
	m.Response.Body = b
}

// trimBody removes the line end that a file has and the body had not.
func trimBody(text []byte, header http.Header) []byte {
	if size, err := strconv.Atoi(header.Get("Content-Length")); err == nil && size >= 0 && size <= len(text) {
		return bytes.Clone(text[:size])
	}
	return bytes.Clone(bytes.TrimRight(text, "\r\n"))
}

// addHeader adds a line such as "Name: value" to a header. It reports whether the line is one.
func addHeader(h http.Header, line []byte) bool {
	name, value, found := bytes.Cut(line, []byte(":"))
	if !found || len(name) == 0 || bytes.ContainsAny(name, " \t\"{}") {
		return false
	}
	h.Add(string(name), string(bytes.TrimSpace(value)))
	return true
}

// dateOf returns the time of a Date header; zero if there is none.
func dateOf(h http.Header) time.Time {
	at, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return at
}
