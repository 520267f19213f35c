package emulator

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// TestUnreadBody checks that a large response of the control API arrives whole although its request has a body that no operation
// reads, and the connection is closed after it.
func TestUnreadBody(t *testing.T) {
	t.Parallel()
	e, err := New(Options{Clock: clock.NewManual(apitest.Noon), Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	for range 1000 {
		r := httptest.NewRequest(http.MethodPost, "/evs/v2/p/cloudvolumes", strings.NewReader(`{"name":"`+longText(2000)+`"}`))
		r.Header.Set("X-Auth-Token", "t")
		e.ServeHTTP(httptest.NewRecorder(), r)
	}
	site := serveOn(t, e, Limits{})
	for _, length := range []int{10, 300_000, 900_000} {
		c, err := net.Dial("tcp", site)
		require.NoError(t, err)
		require.NoError(t, c.(*net.TCPConn).SetReadBuffer(32<<10))
		sent := make(chan error, 1)
		go func() {
			_, err := fmt.Fprintf(c, "GET /__admin/journal HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", length, longText(length))
			sent <- err
		}()
		read := bufio.NewReader(c)
		res, err := http.ReadResponse(read, nil)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, res.StatusCode)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err, "%d bytes of the response to a body of %d", len(body), length)
		require.Greater(t, len(body), 2_000_000)
		require.NoError(t, <-sent)
		require.NoError(t, c.Close())
	}
}
