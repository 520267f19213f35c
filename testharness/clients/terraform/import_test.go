package terraform

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/replay"
	"github.com/jobsim/jobsim/emulator/trace"
	"github.com/jobsim/jobsim/testharness"
)

// incident is what the debug logs are of. Package replay does not see it.
const incident = `
rules:
  - {call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 2500ms}, {status: SUCCESS}]}}
  - {call: evs.deleteVolume, start: {timeline: [{status: RUNNING, for: 2s}, {status: SUCCESS}]}}`

// TestImportLog applies and destroys with a debug log each, in Terraform's plain form and as JSON, and imports them together: the
// scenario gives back what the emulator responded with. The time is real, as in the logs that people have.
func TestImportLog(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Real(), testharness.Scenario(incident))
	c := install(t, sim.URL())
	env := c.env
	var list []trace.Exchange
	for _, run := range []struct{ form, command string }{{"DEBUG", "apply"}, {"JSON", "destroy"}} {
		log := filepath.Join(c.folder, run.command+".log")
		c.env = append(env[:len(env):len(env)], "OS_DEBUG=1", "TF_LOG="+run.form, "TF_LOG_PATH="+log)
		c.run(t, run.command, "-auto-approve", "-no-color")
		text, err := os.Open(log)
		require.NoError(t, err)
		defer text.Close()
		report, err := trace.Read(run.command, text, func(e trace.Exchange) { list = append(list, e) })
		require.NoError(t, err)
		require.Equal(t, "log", report.Format)
		require.Empty(t, report.Remarks)
	}
	result, err := replay.Import(list, replay.Options{Source: "Terraform"})
	require.NoError(t, err)
	s := result.Summary()
	t.Logf("%d of %d responses, %d of %d polls\n%s", s.Same, s.Compared, s.PollsSame, s.Polls, result.Scenario)
	require.GreaterOrEqual(t, s.Polls, 10)
	require.Equal(t, s.Polls, s.PollsSame, "%+v", s)
	require.GreaterOrEqual(t, s.Same*100, s.Compared*95, "%+v", s)
	require.Zero(t, s.NotCompared)
	require.Empty(t, s.NotEmulated)
	require.Equal(t, 1, strings.Count(string(result.Scenario), "call: evs.deleteVolume"))
}
