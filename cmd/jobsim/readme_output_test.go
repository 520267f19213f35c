package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// What differs from run to run: times, and ids made of them.
var (
	stamped = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?`)
	hexID   = regexp.MustCompile(`\b[0-9a-f]{32}\b`)
)

// timeless returns an output without what differs from run to run, and with repeated lines once.
func timeless(text string) string {
	text = hexID.ReplaceAllString(stamped.ReplaceAllString(text, "<instant>"), "<id>")
	var kept []string
	for line := range strings.Lines(strings.TrimSpace(text)) {
		line = strings.TrimSpace(line)
		if len(kept) == 0 || kept[len(kept)-1] != line {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// rewrite replaces the outputs in a page by those that were seen, where they differ by more than the run.
func rewrite(t *testing.T, page string, lines []string, all []chapter, seen map[int]string) {
	t.Helper()
	var fresh []string
	at := 0
	for _, c := range all {
		for _, s := range c.snippets {
			got, ok := seen[s.line]
			if !ok || timeless(got) == timeless(s.text) {
				continue
			}
			fresh = append(fresh, lines[at:s.line]...)
			fresh = append(fresh, strings.TrimSpace(got))
			at = s.line + strings.Count(s.text, "\n")
		}
	}
	fresh = append(fresh, lines[at:]...)
	require.NoError(t, os.WriteFile(page, []byte(strings.Join(fresh, "\n")), 0o644))
}
