package element_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/element"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/rule"
)

// An error of a scenario's rule for a call, or a path, has Element's envelope and the request's id.
func TestRules(t *testing.T) {
	t.Parallel()
	b := serve(t, nil)
	b.World = world.New(b.Clock, 1, map[string]string{"element.missing-handle": "xDBNoSuchPath"},
		rule.Rule{API: "element", Call: "GetAPI", Nth: rule.Numbers{{First: 1, Last: 2}}, Chance: 1, Answer: &rule.Answer{Code: "xDBVersionMismatch"}},
		rule.Rule{API: "element", Path: "/json-rpc/1.0", Chance: 1, Answer: &rule.Answer{Code: "xPermissionDenied", Message: "No."}},
	)
	const busy = `{"error":{"code":500,"message":"xDBVersionMismatch","name":"xDBVersionMismatch"},"id":"a"}`
	for _, want := range []string{busy, busy} {
		require.Equal(t, want, post(t, b, `{"method":"GetAPI","id":"a"}`))
	}
	require.Contains(t, post(t, b, `{"method":"GetAPI","id":"a"}`), `"result"`)
	require.Equal(t, unknownHandle, callError(t, b, "GetAsyncResult", handleParams(7, false)))
	require.Equal(t, `{"error":{"code":500,"message":"No.","name":"xPermissionDenied"},"id":5}`,
		text(t, b.Ask("POST", "/json-rpc/1.0", `{"method":"Foo","id":5}`, admin)))
}

// The request that the control API shows for a handle does not delete the handle.
func TestPollRequest(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, short(t))
	b.Clock.Advance(time.Minute)
	p := element.API().Poll("7")
	for range 2 {
		require.Contains(t, text(t, b.Ask(p.Method, p.Path, p.Body, p.Header.Name+": "+p.Header.Value)), `"status":"complete"`)
	}
}
