package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/jobsim/jobsim/emulator/catalog"
)

// writeErrorDetails writes all about each error, with a blank line between two.
func writeErrorDetails(w io.Writer, width int, entries []catalog.Error) error {
	for i, e := range entries {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if _, err := io.WriteString(w, errorDetails(e, width)); err != nil {
			return err
		}
	}
	return nil
}

// errorDetails returns all about one error. What is to be pasted is on lines of its own, unbroken.
func errorDetails(e catalog.Error, width int) string {
	var b strings.Builder
	field := func(name, text string) {
		const indent = "            "
		fmt.Fprintf(&b, "  %-10s%s\n", name, strings.TrimLeft(wrap(text, indent, width), " "))
	}
	fmt.Fprintf(&b, "%s, of %s\n", e.Code, owner(e))
	field("message", e.Message)
	field("where", e.Where)
	field("source", fmt.Sprintf("%s (%s)", e.Source, e.Grade))
	field("status", fmt.Sprintf("%d, %s", e.HTTP, e.Type))
	fmt.Fprintf(&b, "  body\n    %s\n", e.Body)
	if strings.Contains(e.Message, "%s") {
		field("note", "%s is replaced by a part of the request; a rule leaves it out unless it has its own message")
	}
	fmt.Fprintf(&b, "  in a scenario, for a call\n    rules:\n      - %s\n", e.Rule)
	if e.Step != "" {
		fmt.Fprintf(&b, "  in a scenario, for a job that fails\n    timeline:\n      - %s\n", e.Step)
	}
	if e.Always != "" {
		fmt.Fprintf(&b, "  for every request\n    jobsim serve --always %s\n", e.Always)
	}
	fmt.Fprintf(&b, "  request\n    %s\n", e.Curl)
	return b.String()
}

// owner returns the API of an error, or the APIs before which the gateway has it.
func owner(e catalog.Error) string {
	if e.API != catalog.Gateway || len(e.APIs) == 0 {
		return e.API
	}
	return "the gateway before " + strings.Join(e.APIs, ", ")
}
