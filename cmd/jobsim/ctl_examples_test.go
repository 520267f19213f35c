package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
)

// TestEveryCtlCommandShowsExamples, and each of them works.
func TestEveryCtlCommandShowsExamples(t *testing.T) {
	t.Parallel()
	paths := below(ctlCommand(), "")
	require.Len(t, ctlExamples, len(paths))
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			help := fine(t, append(append([]string{"ctl"}, strings.Fields(path)...), "--help")...)
			require.Contains(t, help, "Examples:")
			examples := ctlExamples[path]
			require.NotEmpty(t, examples)
			for i := 1; i < len(examples); i += 2 {
				require.True(t, strings.HasPrefix(examples[i]+" ", path+" "), examples[i])
				require.Contains(t, help, "jobsim ctl "+examples[i])
				if path != "journal follow" { // it ends with whoever reads it
					tryExample(t, examples[i])
				}
			}
		})
	}
}

// below are the commands below one, each with all its words.
func below(cmd *cli.Command, path string) (paths []string) {
	for _, sub := range cmd.Commands {
		full := strings.TrimSpace(path + " " + sub.Name)
		paths = append(append(paths, full), below(sub, full)...)
	}
	return paths
}

// tryExample runs an example against a server that has what it speaks of.
func tryExample(t *testing.T, line string) {
	t.Helper()
	var doors sessionListeners
	c := controlled(t, func(o *emulator.Options) { o.Listen = doors.admit })
	doors = sessionListeners{host: "127.0.0.1", open: map[*sessionListener]struct{}{}}
	t.Cleanup(doors.close)
	for range 5 {
		c.poll(t, "") // the first two are refused by a rule
	}
	c.fine(t, "sessions", "new")
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine.yaml"), []byte("jobs: [{api: evs, id: j2, type: createVolume, timeline: [{status: RUNNING}]}]\n"), 0o600))
	c.fine(t, "snapshot", filepath.Join(dir, "before.yaml"))
	var words []string
	for _, word := range regexp.MustCompile(`'[^']*'|\S+`).FindAllString(line, -1) {
		if strings.HasSuffix(word, ".yaml") {
			word = filepath.Join(dir, word)
		}
		words = append(words, strings.Trim(word, "'"))
	}
	c.fine(t, words...)
}
