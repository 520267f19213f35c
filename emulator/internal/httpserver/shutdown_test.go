package httpserver_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

// start starts a server in a bubble. The test closes it.
func start(t *testing.T, h http.HandlerFunc) (*testServer, *httpserver.Server, chan error) {
	t.Helper()
	s := &testServer{t: t, pipe: &pipes{make(chan net.Conn), make(chan struct{})}}
	srv := httpserver.New(httpserver.Options{Handler: h, Log: slog.New(slog.DiscardHandler)})
	over := make(chan error, 1)
	go func() { over <- srv.Serve(s.pipe) }()
	return s, srv, over
}

// TestShutdown checks that requests in flight finish, that a request on an idle connection still gets a response, with
// "Connection: close", and that idle connections are closed.
func TestShutdown(t *testing.T) {
	t.Parallel()
	slow := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			time.Sleep(5 * time.Second)
		}
		fmt.Fprint(w, "whole")
	}
	synctest.Test(t, func(t *testing.T) {
		s, srv, over := start(t, slow)
		busy, polite, silent := s.dial(), s.dial(), s.dial()
		for _, c := range []*client{polite, silent} {
			c.send(get)
			res, body := c.response()
			require.Equal(t, "whole", body)
			require.False(t, res.Close)
		}
		busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
		synctest.Wait()
		began := time.Now()
		left := make(chan error, 1)
		go func() { left <- srv.Shutdown(t.Context()) }()
		synctest.Wait()
		require.ErrorIs(t, <-over, http.ErrServerClosed, "no connection is accepted")
		polite.send(get)
		res, body := polite.response()
		require.Equal(t, "whole", body)
		require.True(t, res.Close)
		polite.requireClosed()
		silent.requireClosed()
		require.Less(t, time.Since(began), time.Second)
		_, body = busy.result()
		require.Equal(t, "whole", body)
		require.NoError(t, <-left)
		require.ErrorIs(t, srv.Serve(&pipes{closed: make(chan struct{})}), http.ErrServerClosed, "a late listener")
		s.busy.Wait()
		time.Sleep(time.Minute)
	})
}

// TestShutdownDuration checks that Shutdown returns at once without connections, and when its context is done.
func TestShutdownDuration(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, srv, _ := start(t, hello)
		began := time.Now()
		require.NoError(t, srv.Shutdown(t.Context()))
		require.Zero(t, time.Since(began))
	})
	synctest.Test(t, func(t *testing.T) {
		s, srv, _ := start(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		c := s.dial()
		c.send(get)
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		require.ErrorIs(t, srv.Shutdown(ctx), context.DeadlineExceeded)
		require.Equal(t, time.Minute, time.Since(began))
		require.NoError(t, srv.Close())
		_, _ = io.ReadAll(c.r) // its end is not checked here
		s.busy.Wait()
		time.Sleep(time.Minute)
	})
}
