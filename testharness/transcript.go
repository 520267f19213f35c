package testharness

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/journal"
)

// transcriptLimit is the maximum number of requests that a transcript shows; earlier ones are counted.
const transcriptLimit = 40

// String returns a transcript of what clients did, one line per request: the instant by the emulator's clock, the request,
// the response, and the reason for it.
func (j Journal) String() string {
	entries := j.Entries()
	var b strings.Builder
	switch n := len(entries); {
	case n == 0:
		return "no client has sent a request"
	case n > transcriptLimit:
		fmt.Fprintf(&b, "what the client did, after %d earlier requests:", n-transcriptLimit)
		entries = entries[n-transcriptLimit:]
	default:
		b.WriteString("what the client did:")
	}
	for _, e := range entries {
		fmt.Fprintf(&b, "\n  %3d  %s  %s", e.N, e.At.UTC().Format("15:04:05.000"), summary(e))
		if why := j.sim.Explain(e); why != "" {
			b.WriteString("  " + why)
		}
	}
	return b.String()
}

// summary returns a request and its response in a few words.
func summary(e journal.Entry) string {
	asked := e.API + "." + e.Op
	if e.Op == "" {
		asked = e.Method + " " + e.Path
	}
	switch e.State {
	case inFlight:
		return asked + " -> in flight"
	case answered:
		return fmt.Sprintf("%s -> %d", asked, e.Status)
	default:
		return asked + " -> cut off"
	}
}
