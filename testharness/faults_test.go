package testharness_test

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// TestEndlessPollingFailsTheTest polls a job in a bubble whose emulator has a stopped clock. The test fails with one
// sentence, and the client's wait ends.
func TestEndlessPollingFailsTheTest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newT(t)
		sim := testharness.Run(w, testharness.Scenario(minute))
		client := &waiter{client: sim.Client(), url: "http://evs.test/v1/p", token: "t", every: time.Second}
		require.NoError(t, client.wait(t.Context(), "j1"))
		require.Len(t, w.errs(), 1)
		require.Contains(t, w.errs()[0], "jobsim: a client polled evs/j1 1000 times while the emulator's clock was stopped at 2026-01-02T12:00:00Z, and slept in between")
		require.Contains(t, w.errs()[0], "give Run the option Real")
		require.Len(t, sim.Journal().Polls("evs", "j1"), 1000+60)
		require.Less(t, strings.Count(sim.Journal().String(), "\n"), 45, "equal requests share a line")
	})
}

// TestPatientPollingIsNoFault polls as often in ways that are no mistake.
func TestPatientPollingIsNoFault(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		scenario string
		pause    time.Duration
		steer    func(*testharness.Sim)
	}{
		"no pause":        {minute, 0, func(*testharness.Sim) {}},
		"the clock moves": {minute, time.Second, func(s *testharness.Sim) { s.Advance(time.Millisecond) }},
		"waits for polls": {`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 5000 polls}, {status: SUCCESS}]}]`, time.Second, func(*testharness.Sim) {}},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newT(t)
			sim := testharness.Run(w, testharness.Scenario(tt.scenario))
			for range 2100 {
				poll(t, sim.Client(), "http://evs.test/v1/p/jobs/j1")
				time.Sleep(tt.pause)
				tt.steer(sim)
			}
			require.Empty(t, w.errs(), name)
		})
	}
}

// TestBubbles checks what a Sim says that is used in a bubble that it does not belong to, and about sockets in one.
func TestBubbles(t *testing.T) {
	t.Parallel()
	outside := testharness.Run(newT(t), testharness.Scenario(minute))
	var inside *testharness.Sim
	w := newT(t)
	synctest.Test(t, func(t *testing.T) {
		_, err := outside.Client().Do(pollRequest(t, "http://evs.test/v1/p/jobs/j1"))
		require.ErrorContains(t, err, "jobsim: it was made outside of the testing/synctest bubble in which it is used: call Run or Session inside the bubble")
		require.Contains(t, failure(func() { outside.WaitForPolls("evs", "j1", 1) }), "made outside of the testing/synctest bubble")
		require.Contains(t, failure(func() { outside.Peek("evs", "j1") }), "made outside of the testing/synctest bubble")

		inside = outside.Session(newT(t), testharness.Real())
		require.Equal(t, "INIT", poll(t, inside.Client(), "http://evs.test/v1/p/jobs/j1"))
		time.Sleep(time.Minute)
		require.Equal(t, "SUCCESS", poll(t, inside.Client(), "https://evs.test/v1/p/jobs/j1"))
		for method, call := range map[string]func(){
			"URL": func() { inside.URL() }, "TLS": func() { inside.TLS() }, "Addr": func() { inside.Addr() }, "Serve": func() { inside.Serve(nil) },
		} {
			require.Contains(t, failure(call), method+" needs a socket, and the clock of a testing/synctest bubble stops while a goroutine waits for one: use Sim.Client")
		}
		inside = testharness.Run(w, testharness.Scenario(minute))
		require.Equal(t, "INIT", poll(t, inside.Client(), "http://evs.test/v1/p/jobs/j1"))
		w.Close()
	})
	require.Contains(t, failure(func() { inside.Peek("evs", "j1") }), "jobsim: it was made inside a testing/synctest bubble and is used outside of it")
}

// TestCleanupsBeforeTheFirstURL checks that a cleanup which was registered before the first URL still finds the server, and
// that nothing is opened once the test is over.
func TestCleanupsBeforeTheFirstURL(t *testing.T) {
	t.Parallel()
	w := &recordingT{}
	sim := testharness.Run(w, testharness.Scenario(minute))
	var url, inMemory string
	w.Cleanup(func() {
		url = poll(t, oneShot(), sim.URL()+"/v1/p/jobs/j1")
		inMemory = poll(t, sim.Client(), "http://evs.test/v1/p/jobs/j1")
	})
	sim.URL()
	w.Close()
	require.Equal(t, []string{"INIT", "INIT"}, []string{url, inMemory})
	for _, open := range []func(){func() { sim.URL() }, func() { sim.TLS() }} {
		require.Contains(t, failure(open), "jobsim: its test is over (a cleanup that needs it must be registered after Run)")
	}
	_, err := sim.Client().Do(pollRequest(t, "http://evs.test/v1/p/jobs/j1"))
	require.ErrorContains(t, err, "jobsim: its test is over")
}

// TestOneServer sends what is no proper request in each way: each must get the same response, in the API's envelope.
func TestOneServer(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Scenario(minute))
	other := sim.Session(t)
	secure, client := sim.TLS()
	dialer := client.Transport.(*http.Transport)
	for name, request := range map[string]string{
		"garbage":         "garbage\r\n\r\n",
		"HTTP/9.9":        "GET /v1/p/jobs/j1 HTTP/9.9\r\nHost: x\r\n\r\n",
		"a head of 2 MiB": "GET /v1/p/jobs/j1 HTTP/1.1\r\nHost: x\r\nX-Long: " + strings.Repeat("x", 2<<20) + "\r\n\r\n",
		"no host":         "GET /v1/p/jobs/j1 HTTP/1.1\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inMemory := exchange(t, sim.Dial, request)
			require.True(t, strings.HasPrefix(inMemory, "HTTP/1.1 4") || strings.HasPrefix(inMemory, "HTTP/1.1 5"), inMemory)
			require.Equal(t, inMemory, exchange(t, other.Dial, request))
			require.Equal(t, inMemory, exchange(t, func(ctx context.Context, _, _ string) (net.Conn, error) {
				return (&net.Dialer{}).DialContext(ctx, "tcp", sim.Addr().String())
			}, request))
			require.Equal(t, inMemory, exchange(t, func(ctx context.Context, _, _ string) (net.Conn, error) {
				return (&tls.Dialer{Config: dialer.TLSClientConfig}).DialContext(ctx, "tcp", strings.TrimPrefix(secure, "https://"))
			}, request))
		})
	}
}

// TestInMemoryResponses checks that a response in memory has what one over a socket has.
func TestInMemoryResponses(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Scenario(minute))
	socket := &http.Client{Transport: &http.Transport{}}
	t.Cleanup(socket.CloseIdleConnections)
	for _, path := range []string{"/healthz", "/v1/p/jobs/j1", "/unknown"} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			var seen [2][]any
			for i, client := range []*http.Client{sim.Client(), socket} {
				r := pollRequest(t, sim.URL()+path)
				r.Method = method
				res, err := client.Do(r)
				require.NoError(t, err)
				body, err := io.ReadAll(res.Body)
				require.NoError(t, err)
				require.NoError(t, res.Body.Close())
				require.NotEmpty(t, res.Header.Get("Date"))
				require.Equal(t, method == http.MethodHead, len(body) == 0)
				seen[i] = []any{res.StatusCode, res.ContentLength, res.Header.Values("Content-Type"), res.TransferEncoding}
			}
			require.Equal(t, seen[1], seen[0], method+" "+path)
		}
	}
	res, err := sim.Client().Do(pollRequest(t, "https://evs.eu-de.otc.t-systems.com/v1/p/jobs/j1"))
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	require.Equal(t, "evs.eu-de.otc.t-systems.com", res.TLS.ServerName)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	body := &closing{Reader: strings.NewReader("{}")}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://x/json-rpc/12.5", body)
	require.NoError(t, err)
	_, err = sim.Client().Do(r)
	require.ErrorIs(t, err, context.Canceled)
	require.True(t, body.closed, "the transport closes the body, also on errors")
}

// closing is a body that remembers being closed.
type closing struct {
	io.Reader
	closed bool
}

// Close closes the body.
func (c *closing) Close() error {
	c.closed = true
	return nil
}

// TestPanicLogsTranscript runs this test binary with a test that panics.
func TestPanicLogsTranscript(t *testing.T) {
	if os.Getenv("JOBSIM_TEST_PANIC") != "" {
		sim := testharness.Run(t, testharness.Scenario(minute))
		poll(t, sim.Client(), "http://evs.test/v1/p/jobs/j1")
		panic("on purpose")
	}
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestPanicLogsTranscript$")
	cmd.Env = append(os.Environ(), "JOBSIM_TEST_PANIC=1")
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.Contains(t, string(out), "panic: on purpose")
	require.Contains(t, string(out), "jobsim: what the client did:\n")
	require.Contains(t, string(out), "evs.showJob -> 200  evs/j1 step 1 INIT")
}

// TestTwoSimsOfOneFailedTest runs this test binary with a failing test that has two Sims and no -artifacts flag: both
// transcripts are logged once, and nothing else.
func TestTwoSimsOfOneFailedTest(t *testing.T) {
	if os.Getenv("JOBSIM_TEST_FAIL") != "" {
		one, two := testharness.Run(t, testharness.Scenario(minute)), testharness.Run(t)
		poll(t, one.Client(), "http://evs.test/v1/p/jobs/j1")
		two.Journal().RequireAllMatched()
	}
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTwoSimsOfOneFailedTest$")
	cmd.Env = append(os.Environ(), "JOBSIM_TEST_FAIL=1")
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	require.NotContains(t, string(out), "was not kept")
	require.Equal(t, 1, strings.Count(string(out), "what the client did"))
	require.Equal(t, 2, strings.Count(string(out), "no client has sent a request"), "the demand and its transcript")
}

// TestFailuresOfSubtests runs this test binary with parallel subtests that fail at a fork, a session and a shared Sim: each
// fails alone, with its message, and the others go on.
func TestFailuresOfSubtests(t *testing.T) {
	if os.Getenv("JOBSIM_TEST_SUBTESTS") != "" {
		shared := testharness.Run(t, testharness.Scenario(minute))
		t.Run("fork", func(t *testing.T) {
			t.Parallel()
			shared.Fork(t).Journal().RequirePolls("evs", "j1", 1)
		})
		t.Run("session", func(t *testing.T) {
			t.Parallel()
			shared.Session(t).AdvanceTo("evs", "j1", "FAIL")
		})
		t.Run("with", func(t *testing.T) {
			t.Parallel()
			shared.With(t).Peek("evs", "j2")
		})
		t.Run("passes", func(t *testing.T) {
			t.Parallel()
			shared.With(t).Journal().RequirePolls("evs", "j1", 0)
		})
		return
	}
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestFailuresOfSubtests$", "-test.v")
	cmd.Env = append(os.Environ(), "JOBSIM_TEST_SUBTESTS=1")
	out, err := cmd.CombinedOutput()
	require.Error(t, err)
	for _, want := range []string{
		"--- FAIL: TestFailuresOfSubtests/fork", "--- FAIL: TestFailuresOfSubtests/session", "--- FAIL: TestFailuresOfSubtests/with",
		"--- PASS: TestFailuresOfSubtests/passes", "evs/j1 was polled 0 times, not once", "job evs/j1 never comes to FAIL", "job evs/j2: no job of this name",
	} {
		require.Contains(t, string(out), want)
	}
	require.NotContains(t, string(out), "Goexit")
	require.NotContains(t, string(out), "panic")
}

// TestManySims checks that a harness has no limit of sessions.
func TestManySims(t *testing.T) {
	t.Parallel()
	shared := testharness.Run(t, testharness.Scenario(minute))
	for range 1200 {
		shared.Fork(t)
	}
}

// TestPlainHTTPAtTheTLSPort gets a response in the API's envelope.
func TestPlainHTTPAtTheTLSPort(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Scenario(minute))
	secure, _ := sim.TLS()
	response := exchange(t, func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "tcp", strings.TrimPrefix(secure, "https://"))
	}, "GET /evs/v1/p/jobs/j1 HTTP/1.1\r\nHost: x\r\n\r\n")
	require.True(t, strings.HasPrefix(response, "HTTP/1.1 4"), response)
	require.Contains(t, response, "Content-Type: application/json")
}
