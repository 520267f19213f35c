package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// TestCtlExamples runs the examples in the help of ctl.
func TestCtlExamples(t *testing.T) {
	t.Parallel()
	root := newRootCmd(nil, nil, nil)
	ctl, _, err := root.Find([]string{"ctl"})
	require.NoError(t, err)
	for _, cmd := range commands(ctl)[1:] {
		if cmd.Name() == "follow" { // it ends with its reader
			continue
		}
		for _, line := range regexp.MustCompile(`(?m)^ +jobsim ctl (.*)$`).FindAllStringSubmatch(cmd.Example, -1) {
			t.Run(line[1], func(t *testing.T) {
				t.Parallel()
				tryExample(t, line[1])
			})
		}
	}
}

// tryExample runs an example against a server that has what it speaks of.
func tryExample(t *testing.T, line string) {
	t.Helper()
	var listeners sessionListeners
	c := controlled(t, func(o *emulator.Options) { o.Listen = listeners.listen })
	listeners = sessionListeners{host: "127.0.0.1", open: map[*sessionListener]struct{}{}}
	t.Cleanup(listeners.close)
	for range 5 {
		c.poll(t, "") // the first two are refused by a rule
	}
	c.fine(t, "sessions", "new")
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine.yaml"), []byte("jobs: [{api: evs, id: j2, type: createVolume, timeline: [{status: RUNNING}]}]\n"), 0o600))
	c.fine(t, "rules", "add", "{name: outage, armed: false, call: evs.showJob, break: reset}")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "rules.yaml"), []byte("rules: [{call: evs.showJob, delay: 1s}]\n"), 0o600))
	c.fine(t, "snapshot", filepath.Join(dir, "before.yaml"))
	var words []string
	for _, word := range regexp.MustCompile(`'[^']*'|\S+`).FindAllString(line, -1) {
		if strings.HasSuffix(word, ".yaml") || strings.HasSuffix(word, ".html") || strings.HasSuffix(word, "/") {
			word = filepath.Join(dir, word)
		}
		words = append(words, strings.Trim(word, "'"))
	}
	if r := c.ctl(t, words...); r.code != exitVerdict || !strings.Contains(line, "--fail-on") { // the client polls in a hurry
		require.Equal(t, exitOK, r.code, "%v: %s", words, r.err)
		require.Empty(t, r.err)
	}
}
