package testharness_test

import (
	"bufio"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/testharness"
)

// brokenCreate breaks the response to the first evs.createVolume. That response is short because a dripping body is slow.
const brokenCreate = `
rules:
  - {call: evs.createVolume, nth: 1, break: %s}
`

// createRequest is the raw request that creates a volume.
const createRequest = "POST /v3/p/cloudvolumes HTTP/1.1\r\nHost: jobsim\r\nX-Auth-Token: t\r\nContent-Length: 77\r\n\r\n" +
	`{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD"}}    `

// TestBreaksOverSockets checks that a client with a plain socket can distinguish the breaks, over HTTP and HTTPS. A break is
// seen until its rule is spent, and the volume exists if and only if the break happens after the operation.
func TestBreaksOverSockets(t *testing.T) {
	t.Parallel()
	for _, b := range rule.Breaks() {
		for _, secure := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, TLS %t", b, secure), func(t *testing.T) {
				t.Parallel()
				sim := testharness.Run(t, testharness.Scenario(fmt.Sprintf(brokenCreate, b)))
				srv := httptest.NewUnstartedServer(sim.Emulator)
				if secure {
					srv.StartTLS()
				} else {
					srv.Start()
				}
				t.Cleanup(srv.Close)
				want := b
				if b == rule.Lose {
					want = rule.Reset // the two differ in whether the volume was created
				}
				require.Equal(t, want, observe(t, srv, createRequest))
				made := 0
				if b.Executes() {
					made = 1
				}
				require.Equal(t, made, countDisks(t, sim), "whether it was carried out")
				require.Equal(t, rule.Whole, observe(t, srv, createRequest), "the rule is spent")
				require.Equal(t, made+1, countDisks(t, sim))
			})
		}
	}
}

// observe sends a request over a new connection and returns the break that the client sees in the response.
func observe(t *testing.T, srv *httptest.Server, request string) rule.Break {
	t.Helper()
	line := &countingConn{Conn: dial(t, srv)}
	defer line.Close()
	_, err := io.WriteString(line, request)
	require.NoError(t, err)
	require.NoError(t, line.SetReadDeadline(time.Now().Add(2*time.Second)))
	res, err := http.ReadResponse(bufio.NewReader(line), nil)
	switch {
	case errors.Is(err, syscall.ECONNRESET):
		return rule.Reset
	case errors.Is(err, os.ErrDeadlineExceeded):
		return rule.Hang
	}
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, res.StatusCode)
	body, err := io.ReadAll(res.Body)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		require.Greater(t, res.ContentLength, int64(len(body)), "the head promises more than comes")
		require.NotEmpty(t, body)
		return rule.Truncate
	case len(body) == 0 && err == nil:
		return rule.Empty
	case !json.Valid(body):
		return rule.Garbage
	case line.reads > 20:
		return rule.Drip
	}
	require.NoError(t, err)
	return rule.Whole
}

// countingConn is a connection that counts its reads.
type countingConn struct {
	net.Conn
	reads int
}

// Read counts the call and reads from the connection.
func (c *countingConn) Read(p []byte) (int, error) {
	c.reads++
	return c.Conn.Read(p)
}

func dial(t *testing.T, srv *httptest.Server) net.Conn {
	t.Helper()
	address := srv.Listener.Addr().String()
	if strings.HasPrefix(srv.URL, "https") {
		conn, err := tls.Dial("tcp", address, srv.Client().Transport.(*http.Transport).TLSClientConfig)
		require.NoError(t, err)
		return conn
	}
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	return conn
}

// countDisks returns the number of volumes.
func countDisks(t *testing.T, sim *testharness.Sim) int {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://jobsim/v2/p/cloudvolumes", nil)
	require.NoError(t, err)
	r.Header.Set("X-Auth-Token", "t")
	res, err := sim.Client().Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	var body struct{ Volumes []any }
	require.NoError(t, json.NewDecoder(res.Body).Decode(&body))
	return len(body.Volumes)
}
