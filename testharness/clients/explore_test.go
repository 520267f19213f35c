package clients

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/explore"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/testharness"
)

// exploredDisk is a disk whose creation lasts for some polls, and fails in a branch.
const exploredDisk = `rules:
  - call: evs.createVolume
    start:
      timeline:
        - {status: RUNNING, for: 3s..30s}
        - choose: [{weight: 2, steps: [{status: SUCCESS}]}, {steps: [{status: FAIL, error: EVS.2024}]}]
`

// TestWaitersExplored runs the clients that wait by themselves in every world of a disk's creation, in bubbles, and wants README.md to
// say what was found. A world fails if the client's word is not the truth, if there are two disks, or if it gave up a job that went on
// to succeed.
func TestWaitersExplored(t *testing.T) {
	var b strings.Builder
	b.WriteString("| client | worlds | failed | how |\n|---|---|---|---|\n")
	for _, w := range waiters(t) {
		if w.process {
			continue
		}
		r := exploreWaiter(t, w)
		t.Log(w.client + ": " + r.Text(func(world string) string { return world }))
		var how []string
		for _, g := range r.Groups {
			how = append(how, fmt.Sprintf("%s (%d, such as `%s`)", g.Failure, g.Count, g.World))
		}
		fmt.Fprintf(&b, "| %s %s | %d | %d | %s |\n", w.client, w.version, r.Worlds, r.Failed, strings.Join(how, "; "))
	}
	requireTable(t, "how waiters fared in every world", b.String())
}

// exploreWaiter runs one client in all worlds but those in which its sign-in goes wrong, which is not what it is looked at for.
func exploreWaiter(t *testing.T, w waiter) explore.Report {
	t.Helper()
	src := []emulator.Source{{Name: "disk", Text: []byte(exploredDisk)}}
	space, err := explore.New(src, emulator.Vocabularies(), explore.Options{})
	require.NoError(t, err)
	for world, ok := space.Next(); ok; world, ok = space.Next() {
		r := explore.Run{Skipped: true}
		if !strings.HasPrefix(world.Name, "iam.") {
			r = waitIn(t, w, world)
		}
		space.Done(world, r)
	}
	return space.Report()
}

// waitIn runs a client in a world.
func waitIn(t *testing.T, w waiter, world explore.World) (r explore.Run) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &site{
			Sim:     testharness.Run(t, testharness.Scenario(string(world.File(""))), testharness.Real(), testharness.SaveHAR()),
			account: stranger, url: "http://jobsim",
		}
		s.transport = s.Transport()
		s.transport.MaxIdleConnsPerHost = 1 // as clients have it
		r.Failure = wrong(s, w.wait(t, s))
		r.Entries = s.Journal().Entries()
		s.transport.CloseIdleConnections()
	})
	return r
}

// wrong compares what a client says of its disk with how it is; empty if that is the same.
func wrong(s *site, err error) string {
	jobs := s.Jobs("evs")
	switch {
	case len(jobs) > 1:
		return "creates the disk twice"
	case len(jobs) == 0 && err != nil:
		return "gives up before there is a disk"
	case err == nil && jobs[0].Phase == job.Failed:
		return "takes a failure for a success"
	case err == nil && jobs[0].Phase != job.Succeeded:
		return "does not wait for the end"
	case err != nil && jobs[0].Phase != job.Failed:
		return "gives up a disk that is made"
	default:
		return ""
	}
}
