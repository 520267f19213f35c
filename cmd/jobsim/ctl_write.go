package main

import (
	"fmt"
	"io"
	"time"
)

// lines writes one line for each name and value; what has no value it leaves out.
func lines(w io.Writer, named ...[2]string) error {
	wide := 0
	for _, n := range named {
		if n[1] != "" {
			wide = max(wide, len(n[0]))
		}
	}
	for _, n := range named {
		if n[1] == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "%-*s  %s\n", wide, n[0], n[1]); err != nil {
			return err
		}
	}
	return nil
}

// table writes rows under a head. Where there are none it says so.
func table(w io.Writer, head []string, rows [][]string, none string) error {
	if len(rows) == 0 {
		_, err := fmt.Fprintln(w, none)
		return err
	}
	return columns(w, 0, head, rows)
}

// instant writes an instant to the millisecond, in UTC; nothing for one that is not known.
func instant(at *time.Time) string {
	if at == nil || at.IsZero() {
		return ""
	}
	return at.UTC().Format("2006-01-02T15:04:05.999Z")
}

// ahead writes how far off something is; nothing for what is not known.
func ahead(in string) string {
	if in == "" {
		return ""
	}
	return "+" + in
}
