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

// armed breaks the first answer of a call that creates a disk; the second one is whole. Its answer is short, since a body
// that drips takes its time.
const armed = `
on:
  - {call: evs.createVolume, times: 1..1, break: %s}
`

// creation is a request as it stands on the wire.
const creation = "POST /v3/p/cloudvolumes HTTP/1.1\r\nHost: jobsim\r\nX-Auth-Token: t\r\nContent-Length: 77\r\n\r\n" +
	`{"volume":{"availability_zone":"eu-de-01","size":10,"volume_type":"SSD"}}    `

// TestBreaksAreSeenAsThemselves lets a client that knows nothing but sockets tell the ways to break an answer apart. Each
// is seen as itself while its rule is armed, and not once that is spent; and the disk is made if, and only if, the break
// comes after the operation.
func TestBreaksAreSeenAsThemselves(t *testing.T) {
	t.Parallel()
	for _, b := range rule.Breaks() {
		for _, secure := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, TLS %t", b, secure), func(t *testing.T) {
				t.Parallel()
				sim := testharness.Run(t, testharness.Scenario(fmt.Sprintf(armed, b)))
				srv := httptest.NewUnstartedServer(sim.Emulator)
				if secure {
					srv.StartTLS()
				} else {
					srv.Start()
				}
				t.Cleanup(srv.Close)
				want := b
				if b == rule.Lose {
					want = rule.Reset // what makes the difference is behind it
				}
				require.Equal(t, want, seen(t, srv, creation))
				made := 0
				if b.Executes() {
					made = 1
				}
				require.Equal(t, made, disks(t, sim), "whether it was carried out")
				require.Equal(t, rule.Whole, seen(t, srv, creation), "the rule is spent")
				require.Equal(t, made+1, disks(t, sim))
			})
		}
	}
}

// seen is what a client with a socket of its own sees of the answer to a request.
func seen(t *testing.T, srv *httptest.Server, request string) rule.Break {
	t.Helper()
	line := &counting{Conn: dial(t, srv)}
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

// counting is a connection that counts the pieces in which it is read.
type counting struct {
	net.Conn
	reads int
}

// Read reads a piece.
func (c *counting) Read(p []byte) (int, error) {
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

// disks counts the disks that there are.
func disks(t *testing.T, sim *testharness.Sim) int {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, "http://jobsim/v2/p/cloudvolumes", nil)
	require.NoError(t, err)
	r.Header.Set("X-Auth-Token", "t")
	res, err := sim.Client().Do(r)
	require.NoError(t, err)
	defer res.Body.Close()
	var answer struct{ Volumes []any }
	require.NoError(t, json.NewDecoder(res.Body).Decode(&answer))
	return len(answer.Volumes)
}
