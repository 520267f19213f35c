package httpserver

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
)

// Options say what a server serves.
type Options struct {
	Handler http.Handler
	// Refuse answers what no handler is asked about. The status is 400 for what is no HTTP, 408, 413, 414 and 431 for what
	// is too slow or too large, 426 for HTTP where TLS is spoken, 429 for a connection too many, 417, 501 or 505 for
	// what is not supported; the answer may have another one. The request is what could be read of it: perhaps no more than
	// the path "/".
	Refuse func(w http.ResponseWriter, r *http.Request, status int)
	Limits Limits
	Log    *slog.Logger
}

// Server serves connections. It is safe for concurrent use.
type Server struct {
	Options
	http      http.Server
	slots     chan struct{} // one for each connection that is served
	overflow  chan struct{} // one for each that is being let in, or told that there is no seat
	bodies    atomic.Int64  // bytes that requests hold of their bodies, as Limits.Bodies counts them
	draining  atomic.Bool   // every answer is the last one on its connection
	mu        sync.Mutex
	listeners []*listener
}

// overflowSize is how many connections beyond the limit are told so at one time. Further ones wait in the system's queue.
const overflowSize = 64

// New makes a server.
func New(opts Options) *Server {
	opts.Limits = opts.Limits.settled()
	s := &Server{Options: opts, slots: make(chan struct{}, opts.Limits.Connections), overflow: make(chan struct{}, overflowSize)}
	s.http = http.Server{
		Handler:           http.HandlerFunc(s.answer),
		ReadHeaderTimeout: opts.Limits.HeadTime,
		IdleTimeout:       opts.Limits.IdleTime,
		MaxHeaderBytes:    opts.Limits.Head,
		ErrorLog:          slog.NewLogLogger(opts.Log.Handler(), slog.LevelWarn),
		ConnContext:       func(ctx context.Context, c net.Conn) context.Context { return context.WithValue(ctx, connKey{}, c) },
		ConnState:         func(c net.Conn, state http.ConnState) { c.(*conn).turn(state) },
		// OPTIONS * is for the handler, too.
		DisableGeneralOptionsHandler: true,
	}
	return s
}

// Serve serves what comes in at a listener, that of package crypto/tls included, until Shutdown or Close. It answers
// http.ErrServerClosed then.
func (s *Server) Serve(l net.Listener) error {
	door := newListener(l, s)
	s.mu.Lock()
	s.listeners = append(s.listeners, door)
	s.mu.Unlock()
	if s.draining.Load() {
		_ = door.Close() // nobody has come in
		return http.ErrServerClosed
	}
	err := s.http.Serve(door)
	if s.draining.Load() {
		return http.ErrServerClosed
	}
	return err
}

// Close ends all connections at once.
func (s *Server) Close() error { return s.http.Close() }

type connKey struct{}

// answer is what every request meets first.
func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	c := r.Context().Value(connKey{}).(*conn)
	c.handled.Store(true)
	if c.secure != nil {
		state := c.secure.ConnectionState()
		r.TLS = &state
	}
	if c.rejected || s.draining.Load() {
		w.Header().Set("Connection", "close")
	}
	defer c.await(w, r).done()
	if c.rejected {
		w.Header().Set("Retry-After", "1")
		w.Header().Set("X-Jobsim-Hint", fmt.Sprintf("all %d connections are in use: --max-connections allows more", s.Limits.Connections))
		s.Refuse(w, r, http.StatusTooManyRequests)
		return
	}
	s.Handler.ServeHTTP(w, r)
}
