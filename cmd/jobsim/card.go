package main

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator"
)

// card tells all about one error. What is to be pasted stands on lines of its own, whole.
func card(e emulator.CatalogEntry, width int) string {
	var b strings.Builder
	fact := func(name, text string) {
		const indent = "            "
		fmt.Fprintf(&b, "  %-10s%s\n", name, strings.TrimLeft(wrap(text, indent, width), " "))
	}
	fmt.Fprintf(&b, "%s, of %s\n", e.Code, owners(e))
	fact("message", e.Message)
	fact("where", e.Where)
	fact("source", fmt.Sprintf("%s (%s)", e.Source, e.Grade))
	fact("status", fmt.Sprintf("%d, %s", e.HTTP, e.Type))
	fmt.Fprintf(&b, "  body\n    %s\n", e.Body)
	if strings.Contains(e.Message, "%s") {
		fact("note", "what %s stands for is the request's; a rule leaves it out, or says message: itself")
	}
	fmt.Fprintf(&b, "  in a scenario, for a call\n    rules:\n      - %s\n", e.Rule)
	if e.Step != "" {
		fmt.Fprintf(&b, "  in a scenario, for a job that fails\n    timeline:\n      - %s\n", e.Step)
	}
	if e.Always != "" {
		fmt.Fprintf(&b, "  at once\n    jobsim serve --always %s\n", e.Always)
	}
	fmt.Fprintf(&b, "  ask\n    %s\n", e.Curl)
	return b.String()
}

// owners tells whose error it is.
func owners(e emulator.CatalogEntry) string {
	if e.API != emulator.Gateway || len(e.APIs) == 0 {
		return e.API
	}
	return "the gateway before " + strings.Join(e.APIs, ", ")
}
