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

// bubble starts a server in a bubble, without ending it.
func bubble(t *testing.T, h http.HandlerFunc) (*site, *httpserver.Server, chan error) {
	t.Helper()
	s := &site{t: t, pipe: &pipes{make(chan net.Conn), make(chan struct{})}}
	srv := httpserver.New(httpserver.Options{Handler: h, Log: slog.New(slog.DiscardHandler)})
	over := make(chan error, 1)
	go func() { over <- srv.Serve(s.pipe) }()
	return s, srv, over
}

// Whoever is being answered is answered; whoever asks once more is answered, too, and told that this is all; whoever says
// nothing is let go.
func TestShutdown(t *testing.T) {
	t.Parallel()
	slow := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			time.Sleep(5 * time.Second)
		}
		fmt.Fprint(w, "whole")
	}
	synctest.Test(t, func(t *testing.T) {
		s, srv, over := bubble(t, slow)
		busy, polite, silent := s.dial(), s.dial(), s.dial()
		for _, c := range []*client{polite, silent} {
			c.say(ask)
			res, body := c.answer()
			require.Equal(t, "whole", body)
			require.False(t, res.Close)
		}
		busy.say("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
		synctest.Wait()
		began := time.Now()
		left := make(chan error, 1)
		go func() { left <- srv.Shutdown(t.Context()) }()
		synctest.Wait()
		require.ErrorIs(t, <-over, http.ErrServerClosed, "nobody is let in")
		polite.say(ask)
		res, body := polite.answer()
		require.Equal(t, "whole", body)
		require.True(t, res.Close)
		polite.gone()
		silent.gone()
		require.Less(t, time.Since(began), time.Second)
		_, body = busy.told()
		require.Equal(t, "whole", body)
		require.NoError(t, <-left)
		require.ErrorIs(t, srv.Serve(&pipes{closed: make(chan struct{})}), http.ErrServerClosed, "a late listener")
		s.busy.Wait()
		time.Sleep(time.Minute)
	})
}

// Without any connection there is nothing to wait for, and a context that is over is not waited out.
func TestShutdownTakesNoLonger(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		_, srv, _ := bubble(t, hello)
		began := time.Now()
		require.NoError(t, srv.Shutdown(t.Context()))
		require.Zero(t, time.Since(began))
	})
	synctest.Test(t, func(t *testing.T) {
		s, srv, _ := bubble(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		c := s.dial()
		c.say(ask)
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		require.ErrorIs(t, srv.Shutdown(ctx), context.DeadlineExceeded)
		require.Equal(t, time.Minute, time.Since(began))
		require.NoError(t, srv.Close())
		_, _ = io.ReadAll(c.r) // whatever it is
		s.busy.Wait()
		time.Sleep(time.Minute)
	})
}
