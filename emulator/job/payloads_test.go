package job_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
)

// A script with other payloads is the same script but for them, and the given one stays as it is.
func TestWithPayloads(t *testing.T) {
	t.Parallel()
	odd := func(payload any) (any, bool) {
		n, _ := payload.(int)
		return n + 1, n%2 == 1
	}
	number := func(nodes []job.Node) { // of each step, in order
		n := 0
		var walk func([]job.Node)
		walk = func(nodes []job.Node) {
			for i := range nodes {
				if nodes[i].Step != nil {
					nodes[i].Step.Payload, n = n, n+1
				}
				walk(nodes[i].Nodes)
				for _, b := range nodes[i].Choose {
					walk(b.Nodes)
				}
			}
		}
		walk(nodes)
	}
	rapid.Check(t, func(t *rapid.T) {
		script := timelines().Draw(t, "script")
		number(script.Nodes)
		key := rapid.Uint64().Draw(t, "key")
		before, err := job.NewTimeline(script.Nodes...)
		require.NoError(t, err)
		after := before.WithPayloads(odd)
		for i, step := range before.Path(key) {
			other := after.Path(key)[i]
			want, _ := odd(step.Payload)
			if step.Payload.(int)%2 == 0 {
				want = step.Payload
			}
			require.Equal(t, want, other.Payload)
			other.Payload = step.Payload
			require.Equal(t, step, other)
		}
		require.Same(t, before, before.WithPayloads(func(p any) (any, bool) { return p, false }))
	})
}
