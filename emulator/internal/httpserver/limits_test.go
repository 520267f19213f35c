package httpserver_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

const get = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

// TestSlowHead checks that a head times out after ten seconds, however it arrives. net/http then closes the connection without a
// response, except in the middle of a line.
func TestSlowHead(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"": `rejected GET / of ""`, "GET": `rejected GET / of ""`, "GET /a HTTP/1.1\r\n": `rejected GET /a of ""`, get[:len(get)-2] + "X: ": "",
	}
	for begin, word := range tests {
		serve(t, httpserver.Limits{}, hello, nil, func(s *testServer) {
			began := time.Now()
			c := s.dial()
			c.send(begin)
			c.drip()
			if word != "" {
				status, body := c.result()
				require.Equal(t, http.StatusRequestTimeout, status)
				require.Equal(t, word, body)
			}
			c.requireClosed()
			require.Equal(t, 10*time.Second, time.Since(began), begin)
		})
	}
	serve(t, httpserver.Limits{}, hello, nil, func(s *testServer) {
		began := time.Now()
		s.dial().requireClosed()
		require.Equal(t, 10*time.Second, time.Since(began))
	})
}

// TestIdle checks that an idle connection is closed after two minutes, counted anew after each request.
func TestIdle(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{}, hello, nil, func(s *testServer) {
		c := s.dial()
		for range 3 {
			c.send(get)
			status, _ := c.result()
			require.Equal(t, http.StatusOK, status)
			time.Sleep(119 * time.Second)
		}
		c.send(get)
		_, _ = c.result()
		began := time.Now()
		c.requireClosed()
		require.Equal(t, 2*time.Minute, time.Since(began))
	})
}

// TestSlowBody checks that a body times out after thirty seconds, with a length or in chunks: the handler gets an error, and the
// connection is closed.
func TestSlowBody(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"Content-Length: 1000", "Transfer-Encoding: chunked"} {
		serve(t, httpserver.Limits{}, hello, nil, func(s *testServer) {
			began := time.Now()
			c := s.dial()
			c.send("POST /a HTTP/1.1\r\nHost: x\r\n" + how + "\r\n\r\n3e8\r\n")
			c.drip()
			status, _ := c.result()
			require.Equal(t, http.StatusRequestTimeout, status)
			require.Equal(t, 30*time.Second, time.Since(began))
			c.requireClosed()
		})
	}
}

// TestSlowBodyUnread checks that a body which the handler does not read has no more time: net/http waits for it before it sends
// the response.
func TestSlowBodyUnread(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, nil, func(s *testServer) {
		began := time.Now()
		c := s.dial()
		c.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
		c.drip()
		status, _ := c.result()
		require.Equal(t, http.StatusUnauthorized, status)
		require.Equal(t, 30*time.Second, time.Since(began))
		c.requireClosed()
	})
}

// TestBodies checks the limit of all bodies together: a request that exceeds it is rejected, small bodies and a body alone are
// not, and what ended requests held is free again.
func TestBodies(t *testing.T) {
	t.Parallel()
	large := "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
	serve(t, httpserver.Limits{Bodies: 60_000}, hello, nil, func(s *testServer) {
		first := s.dial()
		first.send(large + strings.Repeat("x", 50_000))
		synctest.Wait()
		second := s.dial()
		began := time.Now()
		second.send(large + strings.Repeat("y", 50_000))
		res, _ := second.response()
		require.Equal(t, http.StatusRequestTimeout, res.StatusCode)
		require.Contains(t, res.Header.Get("X-Jobsim-Hint"), "max-bodies")
		require.Zero(t, time.Since(began))
		second.requireClosed()
		require.Contains(t, s.logged(), "the bodies of all requests are over their limit")
		small := s.dial()
		small.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4096\r\n\r\n" + strings.Repeat("z", 4096))
		status, _ := small.result()
		require.Equal(t, http.StatusOK, status)
		status, _ = first.result()
		require.Equal(t, http.StatusRequestTimeout, status)
		require.Equal(t, 30*time.Second, time.Since(began))
		alone := s.dial()
		alone.send(large + strings.Repeat("w", 100_000))
		status, _ = alone.result()
		require.Equal(t, http.StatusOK, status)
	})
}

// TestLongPoll checks that the time of a response is not limited, nor that between its parts, with a body before it or without.
func TestLongPoll(t *testing.T) {
	t.Parallel()
	wait := func(w http.ResponseWriter, r *http.Request) {
		hello(w, r)
		for range 3 {
			_ = http.NewResponseController(w).Flush()
			select {
			case <-time.After(time.Hour):
			case <-r.Context().Done():
				return
			}
		}
		_, _ = w.Write([]byte(", and more"))
	}
	for _, request := range []string{get, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345"} {
		serve(t, httpserver.Limits{}, wait, nil, func(s *testServer) {
			c := s.dial()
			for range 2 {
				c.send(request)
				_, body := c.result()
				require.Contains(t, body, " bytes, and more")
			}
		})
	}
}

// TestSlowReader checks that a connection is closed if its client takes none of a response for thirty seconds, and not if it
// takes a little each time.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	large := strings.Repeat("x", 100_000)
	over := make(chan error, 1)
	h := func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write([]byte(large))
		over <- err
	}
	serve(t, httpserver.Limits{}, h, nil, func(s *testServer) {
		over = make(chan error, 1)
		began := time.Now()
		s.dial().send(get)
		require.Error(t, <-over)
		require.Equal(t, 30*time.Second, time.Since(began))

		began = time.Now()
		c := s.dial()
		c.send(get + get) // net/http removes the deadline between two responses
		_, body := c.result()
		require.Equal(t, large, body)
		require.NoError(t, <-over)
		require.Error(t, <-over)
		require.Equal(t, 30*time.Second, time.Since(began))
	})
	serve(t, httpserver.Limits{}, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(strings.Repeat(large, 10))) }, nil, func(s *testServer) {
		c := s.dial()
		c.send(get)
		all := 0
		for buf := make([]byte, 1<<20); all < 1_000_000; {
			time.Sleep(20 * time.Second)
			n, err := c.Read(buf)
			require.NoError(t, err)
			all += n
		}
	})
}

// TestLargeHead checks that a head over the limit is rejected, and so is a request line alone.
func TestLargeHead(t *testing.T) {
	t.Parallel()
	for request, want := range map[string]string{
		"GET /large HTTP/1.1\r\nHost: evs.example\r\nX: " + strings.Repeat("x", 80_000) + "\r\n\r\n": `431 rejected GET /large of "evs.example"`,
		"GET /" + strings.Repeat("y", 80_000) + " HTTP/1.1\r\n\r\n":                                  `414 rejected`,
	} {
		serve(t, httpserver.Limits{}, hello, nil, func(s *testServer) {
			c := s.dial()
			c.send(request)
			status, body := c.result()
			require.Contains(t, fmt.Sprint(status, " ", body), want)
		})
	}
}

// TestConnections checks that requests on connections over the limit get a 429, and that a closed connection makes room.
func TestConnections(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{Connections: 2}, hello, nil, func(s *testServer) {
		first, second := s.dial(), s.dial()
		for _, c := range []*client{first, second, first} {
			c.send(get)
			status, _ := c.result()
			require.Equal(t, http.StatusOK, status)
		}
		for range 3 {
			third := s.dial()
			third.send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
			status, body := third.result()
			require.Equal(t, http.StatusTooManyRequests, status)
			require.Equal(t, `rejected POST /a of "x"`, body)
			third.requireClosed()
		}
		require.Contains(t, s.logged(), "too many connections")
		require.NoError(t, second.Close())
		time.Sleep(time.Millisecond)
		fourth := s.dial()
		fourth.send(get)
		status, _ := fourth.result()
		require.Equal(t, http.StatusOK, status)
	})
}

// TestOverflow checks that connections over the limit cannot fill the server either: their number and their time are limited.
func TestOverflow(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{Connections: 1}, hello, nil, func(s *testServer) {
		s.dial().send("GET")
		began := time.Now()
		for range 200 {
			s.dial()
		}
		require.Less(t, time.Since(began), 41*time.Second, "each has ten seconds, 63 at a time")
	})
}
