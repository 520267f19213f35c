package testharness

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/journal"
)

// transcriptLimit is the maximum number of lines of a transcript; earlier requests are counted.
const transcriptLimit = 40

// String returns a transcript of what clients did, one line per request: the instant by the emulator's clock, the request,
// the response, and the reason for it. Equal requests at one instant share a line.
func (j Journal) String() string {
	entries := j.Entries()
	if len(entries) == 0 {
		return "no client has sent a request"
	}
	var lines []transcriptLine
	for _, e := range entries {
		line := transcriptLine{first: e.N, last: e.N, count: 1, text: j.line(e)}
		if n := len(lines); n > 0 && lines[n-1].text == line.text {
			lines[n-1].last, lines[n-1].count = e.N, lines[n-1].count+1
			continue
		}
		lines = append(lines, line)
	}
	var b strings.Builder
	b.WriteString("what the client did")
	if n := len(lines) - transcriptLimit; n > 0 {
		fmt.Fprintf(&b, ", after %d earlier requests", lines[n].first-entries[0].N)
		lines = lines[n:]
	}
	b.WriteString(":")
	for _, line := range lines {
		b.WriteString("\n  " + line.String())
	}
	return b.String()
}

// transcriptLine is what one request, or several equal ones in a row, look like.
type transcriptLine struct {
	first, last uint64 // their numbers
	count       int
	text        string
}

// String returns the line.
func (l transcriptLine) String() string {
	if l.count == 1 {
		return fmt.Sprintf("%3d  %s", l.first, l.text)
	}
	return fmt.Sprintf("%3d  %s  (%d times, to request %d)", l.first, l.text, l.count, l.last)
}

// line returns an entry without its number.
func (j Journal) line(e journal.Entry) string {
	text := e.At.UTC().Format("15:04:05.000") + "  " + summary(e)
	if why := j.sim.session.Explain(e); why != "" {
		text += "  " + why
	}
	return text
}

// summary returns a request and its response in a few words.
func summary(e journal.Entry) string {
	request := e.API + "." + e.Op
	if e.Op == "" {
		request = e.Method + " " + e.Path
	}
	switch e.State {
	case journal.InFlight:
		return request + " -> in flight"
	case journal.Answered:
		return fmt.Sprintf("%s -> %d", request, e.Status)
	default:
		return request + " -> cut off"
	}
}
