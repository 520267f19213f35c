package main

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
)

const pollOnceScenario = `
jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: SUCCESS}]}]
expect: [{job: evs/j1, polls: 1}, {job: evs/j1, seen: [SUCCESS]}]
`

// The verdict is the same bytes in Go, from the control API and at the command line, which fails if it shall.
func TestCtlVerdict(t *testing.T) {
	t.Parallel()
	c := controlled(t, func(o *emulator.Options) {
		o.Scenarios = []emulator.Source{{Name: "judged.yaml", Text: []byte(pollOnceScenario)}}
	})
	require.Equal(t, "open", gjson.Get(c.fine(t, "verdict", "-o", "json"), "state").String())
	for range 2 {
		require.Equal(t, http.StatusOK, c.poll(t, ""))
	}
	inGo := string(c.e.Verdict(true).JSON())
	require.Equal(t, inGo, c.fine(t, "verdict", "--final", "-o", "json"))
	res, err := c.Client().Get(c.URL + "/__admin/verdict?final=true")
	require.NoError(t, err)
	onWire, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, inGo, string(onWire))
	require.Contains(t, inGo, `"2 polls"`)
	require.Contains(t, inGo, `"polls-after-end"`)

	text := c.fine(t, "verdict", "--final")
	require.Contains(t, text, "verdict failed: 2 requests, 1 of 2 expectations met, 1 warning")
	require.Contains(t, text, "missed   evs/j1: polls: 1 (judged.yaml:3:10)")

	failed := c.ctl(t, "verdict", "--final", "--fail-on", "error")
	require.Equal(t, exitVerdict, failed.code)
	require.Contains(t, failed.err, "verdict failed")
	require.Equal(t, exitUsage, c.ctl(t, "verdict", "--fail-on", "fatal").code)
}
