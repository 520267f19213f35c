package emulator

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// TestShutdownEndsBrokenResponses checks that a connection which a rule lets hang, and a response that drips for a minute, do not hold
// up a shutdown.
func TestShutdownEndsBrokenResponses(t *testing.T) {
	t.Parallel()
	for way, answer := range map[string]string{"hang": "{status: 503}", "drip": "{status: 503, body: " + longText(12_000) + "}"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			e, err := New(Options{
				Clock:     clock.NewManual(apitest.Noon),
				Scenarios: []Source{{Name: "test", Text: []byte("rules: [{path: /**, answer: " + answer + ", break: " + way + "}]\n")}},
			})
			require.NoError(t, err)
			l, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			srv := e.Server(Limits{})
			served := make(chan error, 1)
			go func() { served <- srv.Serve(l) }()
			c, err := net.Dial("tcp", l.Addr().String())
			require.NoError(t, err)
			defer c.Close()
			_, err = io.WriteString(c, "GET /evs/v1/p/jobs/j1 HTTP/1.1\r\nHost: x\r\nX-Auth-Token: t\r\n\r\n")
			require.NoError(t, err)
			read := bufio.NewReader(c)
			if way == "drip" {
				_, err := http.ReadResponse(read, nil)
				require.NoError(t, err, "the head comes first")
			}
			require.Eventually(t, func() bool { return e.Journal().InFlight() == 1 }, 10*time.Second, time.Millisecond)
			ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
			defer cancel()
			began := time.Now()
			require.NoError(t, srv.Shutdown(ctx))
			require.Less(t, time.Since(began), 20*time.Second)
			require.ErrorIs(t, <-served, http.ErrServerClosed)
		})
	}
}

func longText(n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = 'x'
	}
	return string(text)
}
