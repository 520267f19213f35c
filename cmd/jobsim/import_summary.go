package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/jobsim/jobsim/emulator/replay"
	"github.com/jobsim/jobsim/emulator/trace"
)

// writeReport writes what was found in a file, and what could not be used.
func writeReport(w io.Writer, r trace.Report) {
	what := r.Format
	if r.Lines > 0 {
		what += ", " + counted(r.Lines, "line")
	}
	fmt.Fprintf(w, "%s: %s\n", r.File, what)
	for _, m := range r.Remarks {
		place := "line"
		if r.Format == "HAR" || r.Format == "journal" {
			place = "entry"
		}
		if m.Line == 0 {
			fmt.Fprintf(w, "  %s\n", m.Text)
			continue
		}
		fmt.Fprintf(w, "  %s %d: %s\n", place, m.Line, m.Text)
	}
	if r.Dropped > 0 {
		fmt.Fprintf(w, "  and %d more\n", r.Dropped)
	}
}

// writeSummary writes how the responses of the scenario compare with the recorded ones.
func writeSummary(w io.Writer, r replay.Result) {
	s := r.Summary()
	fmt.Fprintf(w, "%d of %s came back member for member", s.Same, counted(s.Compared, "response"))
	if s.Polls > 0 {
		fmt.Fprintf(w, ", %d of %s with all statuses", s.PollsSame, counted(s.Polls, "poll"))
	}
	fmt.Fprintln(w)
	if s.NotCompared > 0 {
		fmt.Fprintf(w, "not compared: %s, of which the trace has no request or no response\n", counted(s.NotCompared, "exchange"))
	}
	for _, g := range s.Differences {
		fmt.Fprintf(w, "differs: %s, %s: recorded %s, got %s (%s, %s)\n", g.Call, g.Path, shorten(g.Recorded), shorten(g.Got), g.Reason, timesText(g.Count))
	}
	for _, g := range s.NotEmulated {
		fmt.Fprintf(w, "not emulated: %s (%s, %s)\n", g.Call, g.Reason, timesText(g.Count))
	}
}

func timesText(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// shorten returns the beginning of a value, or "nothing".
func shorten(value string) string {
	const most = 60
	switch {
	case value == "":
		return "nothing"
	case len(value) > most:
		return strings.ToValidUTF8(value[:most], "") + "…"
	}
	return value
}
