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

// site is a server in a bubble.
type site struct {
	t    *testing.T
	pipe *pipes
	tls  *tls.Config // of clients; nil: they speak without
	log  *strings.Builder
	busy sync.WaitGroup // clients that send something
}

// serve runs a test in a bubble, with a server whose refusals tell the status, the method, the path and the host. After it
// the server is closed; a goroutine that is left behind then fails the test.
func serve(t *testing.T, l httpserver.Limits, h http.HandlerFunc, secured *tls.Config, test func(*site)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &site{t: t, pipe: &pipes{make(chan net.Conn), make(chan struct{})}, log: &strings.Builder{}}
		srv := httpserver.New(httpserver.Options{
			Handler: h, Limits: l,
			Log: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelWarn})),
			Refuse: func(w http.ResponseWriter, r *http.Request, status int) {
				w.WriteHeader(status)
				fmt.Fprintf(w, "refused %s %s of %q", r.Method, r.URL.EscapedPath(), r.Host)
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
			time.Sleep(time.Minute) // net/http and crypto/tls part from a client slowly
		}()
		test(s)
		synctest.Wait()
	})
}

// client is one connection to a site.
type client struct {
	net.Conn
	*site
	r *bufio.Reader
}

// dial connects. What a client sends and what it is sent goes hand to hand: nobody keeps anything for a slow reader.
func (s *site) dial() *client {
	s.t.Helper()
	theirs, ours := net.Pipe()
	s.pipe.conns <- theirs
	c := &client{Conn: ours, site: s}
	if s.tls != nil {
		c.Conn = tls.Client(ours, s.tls)
	}
	c.r = bufio.NewReader(c.Conn)
	return c
}

// say sends, while the server may answer.
func (c *client) say(text string) { c.busy.Go(func() { _, _ = io.WriteString(c, text) }) }

// logged is what the log says when nothing is under way.
func (s *site) logged() string {
	synctest.Wait()
	return s.log.String()
}

// drip sends one byte each second until the server takes no more.
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

// answer reads one answer.
func (c *client) answer() (*http.Response, string) {
	c.t.Helper()
	res, err := http.ReadResponse(c.r, nil)
	require.NoError(c.t, err)
	text, err := io.ReadAll(res.Body)
	require.NoError(c.t, err)
	return res, string(text)
}

// told reads one answer's status and body.
func (c *client) told() (status int, body string) {
	c.t.Helper()
	res, body := c.answer()
	return res.StatusCode, body
}

// gone waits for the server to end the connection, without a word.
func (c *client) gone() {
	c.t.Helper()
	rest, err := io.ReadAll(c.r)
	require.NoError(c.t, err)
	require.Empty(c.t, rest)
}

// hello answers the length of what it was sent.
func hello(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusRequestTimeout)
	}
	fmt.Fprintf(w, "%d bytes", len(body))
}
