package main

import (
	"fmt"
	"strings"
)

// manual is the description of a command: a text, and examples, each of what it does and the line that does it.
func manual(text string, examples ...string) string {
	var b strings.Builder
	b.WriteString(text + "\n\nExamples:\n")
	for i := 0; i+1 < len(examples); i += 2 {
		fmt.Fprintf(&b, "  # %s\n  %s\n", examples[i], examples[i+1])
	}
	return strings.TrimSuffix(b.String(), "\n")
}
