package testharness_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/fixtures"
	"github.com/jobsim/jobsim/testharness"
)

// TestStatements runs the plays of every statement in fixtures/statements, each in a world of its own under the profile
// "documented".
func TestStatements(t *testing.T) {
	t.Parallel()
	pages, err := fixtures.Statements()
	require.NoError(t, err)
	rows, differ := 0, 0
	for _, page := range pages {
		rows += len(page.Statements)
		for i, s := range page.Statements {
			if s.Differs != nil {
				differ++
			}
			t.Run(fmt.Sprintf("%s/%s/%d", page.API, page.Name, i+1), func(t *testing.T) {
				t.Parallel()
				playStatement(t, page, s)
			})
		}
	}
	t.Logf("%d pages, %d statements, %d differ", len(pages), rows, differ)
	require.GreaterOrEqual(t, len(pages), 5, "the five source documents")
}

// playStatement runs the play of a statement in a bubble, so that its waits cost no real time.
func playStatement(t *testing.T, page fixtures.Page, s fixtures.Statement) {
	moves := parsePlay(t, page.Name+": "+s.Says, s.Play)
	world := testharness.Files(page.Scenario)
	if inline := s.Inline + page.Inline; inline != "" {
		if s.Inline != "" {
			inline = s.Inline
		}
		world = testharness.Scenario(inline)
	}
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(testharness.StartTime))
		p := newPlayer(testharness.Run(t, world, testharness.Real()))
		for _, m := range moves {
			p.play(t, m)
		}
	})
}
