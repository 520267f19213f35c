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

const ask = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n"

// A head has ten seconds, however it comes. net/http says nothing then, but for one that ends in the middle of a line.
func TestSlowHead(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"": `refused GET / of ""`, "GET": `refused GET / of ""`, "GET /a HTTP/1.1\r\n": `refused GET /a of ""`, ask[:len(ask)-2] + "X: ": "",
	}
	for begin, word := range tests {
		serve(t, httpserver.Limits{}, hello, nil, func(s *site) {
			began := time.Now()
			c := s.dial()
			c.say(begin)
			c.drip()
			if word != "" {
				status, body := c.told()
				require.Equal(t, http.StatusRequestTimeout, status)
				require.Equal(t, word, body)
			}
			c.gone()
			require.Equal(t, 10*time.Second, time.Since(began), begin)
		})
	}
	serve(t, httpserver.Limits{}, hello, nil, func(s *site) {
		began := time.Now()
		s.dial().gone()
		require.Equal(t, 10*time.Second, time.Since(began))
	})
}

// A connection may rest for two minutes between two requests, and as long again after the next.
func TestIdle(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{}, hello, nil, func(s *site) {
		c := s.dial()
		for range 3 {
			c.say(ask)
			status, _ := c.told()
			require.Equal(t, http.StatusOK, status)
			time.Sleep(119 * time.Second)
		}
		c.say(ask)
		_, _ = c.told()
		began := time.Now()
		c.gone()
		require.Equal(t, 2*time.Minute, time.Since(began))
	})
}

// A body has thirty seconds, with a length or in chunks; whoever reads it is told, and the connection ends.
func TestSlowBody(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"Content-Length: 1000", "Transfer-Encoding: chunked"} {
		serve(t, httpserver.Limits{}, hello, nil, func(s *site) {
			began := time.Now()
			c := s.dial()
			c.say("POST /a HTTP/1.1\r\nHost: x\r\n" + how + "\r\n\r\n3e8\r\n")
			c.drip()
			status, _ := c.told()
			require.Equal(t, http.StatusRequestTimeout, status)
			require.Equal(t, 30*time.Second, time.Since(began))
			c.gone()
		})
	}
}

// A body that nobody reads has no more time: net/http waits for it before it answers.
func TestSlowBodyThatNobodyReads(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{}, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, nil, func(s *site) {
		began := time.Now()
		c := s.dial()
		c.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
		c.drip()
		status, _ := c.told()
		require.Equal(t, http.StatusUnauthorized, status)
		require.Equal(t, 30*time.Second, time.Since(began))
		c.gone()
	})
}

// Slow bodies together hold no more than there is room for. Whoever has no room is told so, small bodies and a body alone
// always have some, and there is room again once the others are gone.
func TestBodies(t *testing.T) {
	t.Parallel()
	large := "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
	serve(t, httpserver.Limits{Bodies: 60_000}, hello, nil, func(s *site) {
		first := s.dial()
		first.say(large + strings.Repeat("x", 50_000))
		synctest.Wait()
		second := s.dial()
		began := time.Now()
		second.say(large + strings.Repeat("y", 50_000))
		res, _ := second.answer()
		require.Equal(t, http.StatusRequestTimeout, res.StatusCode)
		require.Contains(t, res.Header.Get("X-Jobsim-Hint"), "--max-bodies")
		require.Zero(t, time.Since(began))
		second.gone()
		require.Contains(t, s.logged(), "bodies of too many bytes")
		small := s.dial()
		small.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 4096\r\n\r\n" + strings.Repeat("z", 4096))
		status, _ := small.told()
		require.Equal(t, http.StatusOK, status)
		status, _ = first.told()
		require.Equal(t, http.StatusRequestTimeout, status)
		require.Equal(t, 30*time.Second, time.Since(began))
		alone := s.dial()
		alone.say(large + strings.Repeat("w", 100_000))
		status, _ = alone.told()
		require.Equal(t, http.StatusOK, status)
	})
}

// An answer may take as long as it likes, with a body before it or without, and so may the parts of one.
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
	for _, request := range []string{ask, "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n12345"} {
		serve(t, httpserver.Limits{}, wait, nil, func(s *site) {
			c := s.dial()
			for range 2 {
				c.say(request)
				_, body := c.told()
				require.Contains(t, body, " bytes, and more")
			}
		})
	}
}

// A client that takes nothing of its answer is let go after thirty seconds; one that takes a little each time is not.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	large := strings.Repeat("x", 100_000)
	over := make(chan error, 1)
	h := func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write([]byte(large))
		over <- err
	}
	serve(t, httpserver.Limits{}, h, nil, func(s *site) {
		over = make(chan error, 1)
		began := time.Now()
		s.dial().say(ask)
		require.Error(t, <-over)
		require.Equal(t, 30*time.Second, time.Since(began))

		began = time.Now()
		c := s.dial()
		c.say(ask + ask) // net/http takes the limit away between two answers
		_, body := c.told()
		require.Equal(t, large, body)
		require.NoError(t, <-over)
		require.Error(t, <-over)
		require.Equal(t, 30*time.Second, time.Since(began))
	})
	serve(t, httpserver.Limits{}, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(strings.Repeat(large, 10))) }, nil, func(s *site) {
		c := s.dial()
		c.say(ask)
		all := 0
		for buf := make([]byte, 1<<20); all < 1_000_000; {
			time.Sleep(20 * time.Second)
			n, err := c.Read(buf)
			require.NoError(t, err)
			all += n
		}
	})
}

// A head over the limit, or a line alone that is, is refused.
func TestLargeHead(t *testing.T) {
	t.Parallel()
	for request, want := range map[string]string{
		"GET /large HTTP/1.1\r\nHost: evs.example\r\nX: " + strings.Repeat("x", 80_000) + "\r\n\r\n": `431 refused GET /large of "evs.example"`,
		"GET /" + strings.Repeat("y", 80_000) + " HTTP/1.1\r\n\r\n":                                  `414 refused`,
	} {
		serve(t, httpserver.Limits{}, hello, nil, func(s *site) {
			c := s.dial()
			c.say(request)
			status, body := c.told()
			require.Contains(t, fmt.Sprint(status, " ", body), want)
		})
	}
}

// Whoever comes when all seats are taken is told so, and served once one is free.
func TestConnections(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{Connections: 2}, hello, nil, func(s *site) {
		first, second := s.dial(), s.dial()
		for _, c := range []*client{first, second, first} {
			c.say(ask)
			status, _ := c.told()
			require.Equal(t, http.StatusOK, status)
		}
		for range 3 {
			third := s.dial()
			third.say("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
			status, body := third.told()
			require.Equal(t, http.StatusTooManyRequests, status)
			require.Equal(t, `refused POST /a of "x"`, body)
			third.gone()
		}
		require.Contains(t, s.logged(), "a connection too many")
		require.NoError(t, second.Close())
		time.Sleep(time.Millisecond)
		fourth := s.dial()
		fourth.say(ask)
		status, _ := fourth.told()
		require.Equal(t, http.StatusOK, status)
	})
}

// Those who are told that there is no seat cannot take the server's time either: there are so many places to wait, and each
// for so long.
func TestCrowd(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{Connections: 1}, hello, nil, func(s *site) {
		s.dial().say("GET")
		began := time.Now()
		for range 200 {
			s.dial()
		}
		require.Less(t, time.Since(began), 41*time.Second, "each has ten seconds, 63 at a time")
	})
}
