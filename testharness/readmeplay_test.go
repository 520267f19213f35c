package testharness_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// moveComments matches the comments behind the moves of the play in scenarios/README.md. In a .play file comments have lines
// of their own.
var moveComments = regexp.MustCompile(`(?m)\s{2,}# .*$`)

// TestREADMEPlay runs the play that scenarios/README.md prints against the scenario that it names.
func TestREADMEPlay(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join("..", "scenarios", "README.md"))
	require.NoError(t, err)
	_, block, ok := strings.Cut(string(page), "```text\nwith ")
	require.True(t, ok, "the page shows a play")
	block, _, _ = strings.Cut("with "+block, "```")
	file := filepath.Join(t.TempDir(), "page.play")
	require.NoError(t, os.WriteFile(file, []byte(moveComments.ReplaceAllString(block, "")), 0o600))
	moves := readPlay(t, file)
	names := []string{"evs/create-disk"}
	for _, m := range moves {
		names = append(names, m.with...)
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(testharness.StartTime)) // a bubble begins in the year 2000
		sim := testharness.Run(t, testharness.Files(names...), testharness.Real())
		p := newPlayer(sim)
		for _, m := range moves {
			p.play(t, m)
		}
	})
}
