package testharness_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// exchange sends bytes over a new connection and returns everything that comes back, without the header fields that differ
// from one request to the next.
func exchange(t *testing.T, dial func(context.Context, string, string) (net.Conn, error), request string) string {
	t.Helper()
	c, err := dial(t.Context(), "", "")
	require.NoError(t, err)
	defer c.Close()
	require.NoError(t, c.SetDeadline(time.Now().Add(time.Minute)))
	go func() { _, _ = io.WriteString(c, request) }() // the server need not read all of it
	response, err := io.ReadAll(c)
	if err != nil {
		require.NotEmpty(t, response, "%v", err)
	}
	return requestID.ReplaceAllString(string(response), "ID")
}

// TestServe serves at a listener of the test's own.
func TestServe(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Scenario(minute))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	sim.Serve(l)
	for _, s := range []*testharness.Sim{sim, sim.Session(t)} {
		path := "/v1/p/jobs/j1"
		if s.ID() != "" {
			path = "/s/" + s.ID() + path
		}
		require.Equal(t, "INIT", poll(t, oneShot(), "http://"+l.Addr().String()+path))
		s.Journal().RequirePolls("evs", "j1", 1)
	}
}

// oneShot returns a client of sockets that keeps no connection.
func oneShot() *http.Client { return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} }

// requestID matches what differs between two equal requests.
var requestID = regexp.MustCompile(`[0-9a-f]{32}`)
