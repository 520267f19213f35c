package httpserver_test

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

// pipes is a listener without sockets, for bubbles of testing/synctest.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

// testServer is a server in a bubble.
type testServer struct {
	t    *testing.T
	pipe *pipes
	tls  *tls.Config // of clients; nil: they use plain HTTP
	log  *strings.Builder
	busy sync.WaitGroup // clients that are sending
}

// serve runs a test in a bubble, with a server whose rejections have the status, the method, the path and the host. After it
// the server is closed; a goroutine that is left behind then fails the test.
func serve(t *testing.T, l httpserver.Limits, h http.HandlerFunc, secured *tls.Config, test func(*testServer)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &testServer{t: t, pipe: &pipes{make(chan net.Conn), make(chan struct{})}, log: &strings.Builder{}}
		srv := httpserver.New(httpserver.Options{
			Handler: h, Limits: l,
			Log: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelWarn})),
			Reject: func(w http.ResponseWriter, r *http.Request, why httpserver.Rejection) {
				w.WriteHeader(why.Status)
				fmt.Fprintf(w, "rejected %s %s of %q", r.Method, r.URL.EscapedPath(), r.Host)
			},
		})
		var doors net.Listener = s.pipe
		if secured != nil {
			doors = tls.NewListener(doors, secured)
		}
		over := make(chan error, 1)
		go func() { over <- srv.Serve(doors) }()
		defer func() {
			require.NoError(t, srv.Close())
			require.ErrorIs(t, <-over, http.ErrServerClosed)
			s.busy.Wait()
			time.Sleep(time.Minute) // net/http and crypto/tls close connections after a delay
		}()
		test(s)
		synctest.Wait()
	})
}

// client is one connection to a server.
type client struct {
	net.Conn
	*testServer
	r *bufio.Reader
}

// dial opens a connection without buffers: a write returns when the other side has read it.
func (s *testServer) dial() *client {
	s.t.Helper()
	theirs, ours := net.Pipe()
	s.pipe.conns <- theirs
	c := &client{Conn: ours, testServer: s}
	if s.tls != nil {
		c.Conn = tls.Client(ours, s.tls)
	}
	c.r = bufio.NewReader(c.Conn)
	return c
}

// send sends a text without waiting for the server to read it.
func (c *client) send(text string) { c.busy.Go(func() { _, _ = io.WriteString(c, text) }) }

// logged returns the log once every goroutine is blocked.
func (s *testServer) logged() string {
	synctest.Wait()
	return s.log.String()
}

// drip sends one byte each second until the connection is closed.
func (c *client) drip() {
	c.busy.Go(func() {
		for {
			time.Sleep(time.Second)
			if _, err := io.WriteString(c, "x"); err != nil {
				return
			}
		}
	})
}

// response reads one response.
func (c *client) response() (*http.Response, string) {
	c.t.Helper()
	res, err := http.ReadResponse(c.r, nil)
	require.NoError(c.t, err)
	text, err := io.ReadAll(res.Body)
	require.NoError(c.t, err)
	return res, string(text)
}

// result reads the status and the body of one response.
func (c *client) result() (status int, body string) {
	c.t.Helper()
	res, body := c.response()
	return res.StatusCode, body
}

// requireClosed waits until the server closes the connection, and requires that it sends nothing more.
func (c *client) requireClosed() {
	c.t.Helper()
	rest, err := io.ReadAll(c.r)
	require.NoError(c.t, err)
	require.Empty(c.t, rest)
}

// hello responds with the length of the body.
func hello(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusRequestTimeout)
	}
	fmt.Fprintf(w, "%d bytes", len(body))
}
