package verdict_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/testharness"
)

// workflow is a correct client that does more than to wait for a job.
type workflow struct {
	scenarios []string // shipped ones
	text      string   // of another one
	run       func(client)
}

// Correct clients have clean reports: there is nothing to find in what they do.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	for _, table := range []map[string]workflow{evsWorkflows, sdrsWorkflows, drsWorkflows, elementWorkflows, tokenWorkflows} {
		for name, w := range table {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				report := w.judged(t)
				require.Empty(t, report.Findings, "%s", report)
			})
		}
	}
}

// judged runs the client and returns the final verdict on it.
func (w workflow) judged(t *testing.T) (report verdict.Report) {
	t.Helper()
	if w.text == "" {
		return judged(t, w.run, w.scenarios...)
	}
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(w.text))
		w.run(client{t: t, sim: sim})
		report = sim.Verdict()
	})
	return report
}

// done waits for a job of EVS and requires its end.
func (c client) done(id, end string) response {
	c.t.Helper()
	require.NotEmpty(c.t, id)
	last, _ := newWaiter(c, id).wait()
	require.Equal(c.t, end, last.get("status"), last.body)
	return last
}

// until sends a request ever less often until the member of a response is wanted; "404" is an HTTP status.
func (c client) until(request, path, wanted string) {
	c.t.Helper()
	w := newWaiter(c, "")
	w.poll = func() response { return c.do(request, "") }
	w.over = func(r response) bool { return r.status == 404 && wanted == "404" || r.get(path) == wanted }
	last, done := w.wait()
	require.True(c.t, done, last.body)
}
