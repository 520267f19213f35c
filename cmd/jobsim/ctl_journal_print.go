package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
)

// entryCall returns the operation, or the request line of a request that matched none.
func entryCall(e admin.Entry) string {
	if e.Op == "" {
		return e.Method + " " + e.Path
	}
	return e.API + "." + e.Op
}

// entrySeen returns the jobs that the response showed, each with its status.
func entrySeen(e admin.Entry) string {
	var words []string
	for _, t := range e.Observed {
		words = append(words, t.Job+"="+t.Status)
	}
	return strings.Join(words, " ")
}

// entryOutcome returns the HTTP status, or the state of a response that was not sent whole.
func entryOutcome(e admin.Entry) string {
	if e.State == "answered" {
		return strconv.Itoa(e.Status)
	}
	return strings.ReplaceAll(e.State, "_", " ")
}

// entryRow returns the line of a table.
func entryRow(e admin.Entry) []string {
	return []string{strconv.FormatUint(e.N, 10), formatTime(e.At), entryCall(e), entryOutcome(e), entrySeen(e), e.Why}
}

func writeJournal(w io.Writer, j admin.Journal) error {
	var rows [][]string
	for _, e := range j.Entries {
		rows = append(rows, entryRow(e))
	}
	if err := writeTable(w, []string{"N", "AT", "CALL", "STATUS", "SEEN", "WHY"}, rows, "no requests"); err != nil {
		return err
	}
	if j.Total > len(j.Entries) {
		if _, err := fmt.Fprintf(w, "the last %d of %d; --limit shows more\n", len(j.Entries), j.Total); err != nil {
			return err
		}
	}
	if j.Dropped > 0 {
		_, err := fmt.Fprintf(w, "%d older ones were evicted\n", j.Dropped)
		return err
	}
	return nil
}

func writeEntry(w io.Writer, e admin.Entry) error {
	target := e.Path
	if e.Query != "" {
		target += "?" + e.Query
	}
	facts := [][2]string{
		{"request", e.RequestID}, {"at", formatTime(e.At)}, {"clock", e.Clock}, {"call", entryCall(e)}, {"line", e.Method + " " + target},
	}
	for _, name := range slices.Sorted(maps.Keys(e.Headers)) {
		facts = append(facts, [2]string{"header", name + ": " + e.Headers[name]})
	}
	facts = append(facts, [2]string{"body", e.Body}, [2]string{"status", entryOutcome(e)}, [2]string{"seen", entrySeen(e)},
		[2]string{"why", e.Why}, [2]string{"took", rounded(e.Duration)})
	return writeFields(w, facts...)
}
