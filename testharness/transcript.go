package testharness

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator"
)

// longestTranscript is how many requests a story tells; earlier ones it only counts.
const longestTranscript = 40

// String is the story of what clients did, a line for each request: when by the emulator's clock, what was asked, what was
// answered, and why.
func (j Journal) String() string {
	entries := j.Entries()
	var b strings.Builder
	switch n := len(entries); {
	case n == 0:
		return "no client has asked anything"
	case n > longestTranscript:
		fmt.Fprintf(&b, "what the client did, after %d earlier requests:", n-longestTranscript)
		entries = entries[n-longestTranscript:]
	default:
		b.WriteString("what the client did:")
	}
	for _, e := range entries {
		fmt.Fprintf(&b, "\n  %3d  %s  %s", e.N, e.At.UTC().Format("15:04:05.000"), outline(e))
		if why := j.sim.Explain(e); why != "" {
			b.WriteString("  " + why)
		}
	}
	return b.String()
}

// outline is a request and its answer in a few words.
func outline(e emulator.JournalEntry) string {
	asked := e.API + "." + e.Op
	if e.Op == "" {
		asked = e.Method + " " + e.Path
	}
	switch e.State {
	case inFlight:
		return asked + " -> not answered yet"
	case answered:
		return fmt.Sprintf("%s -> %d", asked, e.Status)
	default:
		return asked + " -> cut off"
	}
}
