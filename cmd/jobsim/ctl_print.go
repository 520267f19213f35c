package main

import (
	"fmt"
	"io"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/job"
)

// writeFields writes a line per name and value, without those that have no value.
func writeFields(w io.Writer, fields ...[2]string) error {
	wide := 0
	for _, f := range fields {
		if f[1] != "" {
			wide = max(wide, len(f[0]))
		}
	}
	for _, f := range fields {
		if f[1] == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "%-*s  %s\n", wide, f[0], f[1]); err != nil {
			return err
		}
	}
	return nil
}

// writeTable writes rows under a head, or the text none if there are no rows.
func writeTable(w io.Writer, head []string, rows [][]string, none string) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(w, none)
		return err
	}
	return writeColumns(w, 0, head, rows)
}

// formatTime returns a time in UTC to the millisecond, or "" for the zero time.
func formatTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format("2006-01-02T15:04:05.999Z")
}

// formatOptional returns the time that at points to as formatTime does, or "" for nil.
func formatOptional(at *time.Time) string {
	if at == nil {
		return ""
	}
	return formatTime(*at)
}

// formatAhead returns how far ahead something is, rounded for people, or "" for nil.
func formatAhead(in *admin.Duration) string {
	if in == nil {
		return ""
	}
	return "+" + rounded(*in)
}

// rounded returns a duration without digits that a person does not read: seconds from a minute on, tenths of a second from
// a second on, else milliseconds or microseconds.
func rounded(d admin.Duration) string {
	exact := time.Duration(d)
	switch abs := exact.Abs(); {
	case abs >= time.Minute:
		return job.FormatDuration(exact.Round(time.Second))
	case abs >= time.Second:
		return exact.Round(100 * time.Millisecond).String()
	case abs >= time.Millisecond:
		return exact.Round(time.Millisecond).String()
	default:
		return exact.Round(time.Microsecond).String()
	}
}
