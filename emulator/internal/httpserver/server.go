package httpserver

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/jobsim/jobsim/emulator/internal/connection"
)

// options keeps the fields of Options out of what a Server exports by name.
type options Options

// Options are what a server serves.
type Options struct {
	Handler http.Handler
	// Reject writes the response to a request that Handler is not called for. Its request is what could be read: perhaps no more
	// than the path "/".
	Reject func(http.ResponseWriter, *http.Request, Rejection)
	// Rejected is called for each rejection, also for those without a response. It may be nil.
	Rejected func(Reason)
	Limits   Limits
	Log      *slog.Logger
}

// Server serves connections. It is safe for concurrent use.
type Server struct {
	options
	http      http.Server
	slots     chan struct{} // one for each connection that is served
	overflow  chan struct{} // one for each that is being accepted, or that has no slot
	bodies    atomic.Int64  // bytes that requests hold of their bodies, as Limits.Bodies counts them
	draining  atomic.Bool   // every response is the last one on its connection
	mu        sync.Mutex
	listeners []*listener
}

// overflowSize is the maximum number of connections over the limit that get a response at one time. Further ones wait in the
// system's queue.
const overflowSize = 64

// New returns a server.
func New(opts Options) *Server {
	opts.Limits = opts.Limits.withDefaults()
	s := &Server{options: options(opts), slots: make(chan struct{}, opts.Limits.Connections), overflow: make(chan struct{}, overflowSize)}
	s.http = http.Server{
		Handler:           http.HandlerFunc(s.serve),
		ReadHeaderTimeout: opts.Limits.HeadTime,
		IdleTimeout:       opts.Limits.IdleTime,
		MaxHeaderBytes:    opts.Limits.Head,
		ErrorLog:          slog.NewLogLogger(opts.Log.Handler(), slog.LevelWarn),
		ConnContext: func(ctx context.Context, c net.Conn) context.Context {
			return connection.With(context.WithValue(ctx, connKey{}, c), c)
		},
		ConnState: func(c net.Conn, state http.ConnState) { c.(*conn).setState(state) },
		// OPTIONS * is for the handler, too.
		DisableGeneralOptionsHandler: true,
	}
	return s
}

// Serve accepts and serves the connections of a listener, that of package crypto/tls included. It returns
// http.ErrServerClosed after Shutdown or Close.
func (s *Server) Serve(l net.Listener) error {
	limited := newListener(l, s)
	s.mu.Lock()
	s.listeners = append(s.listeners, limited)
	s.mu.Unlock()
	if s.draining.Load() {
		_ = limited.Close() // no connection was accepted
		return http.ErrServerClosed
	}
	err := s.http.Serve(limited)
	if s.draining.Load() {
		return http.ErrServerClosed
	}
	return err
}

// Close closes all listeners and connections at once.
func (s *Server) Close() error { return s.http.Close() }

type connKey struct{}

// serve handles every request.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	c := r.Context().Value(connKey{}).(*conn)
	c.handled.Store(true)
	if c.secure != nil {
		state := c.secure.ConnectionState()
		r.TLS = &state
	}
	if c.overflow || s.draining.Load() {
		w.Header().Set("Connection", "close")
	}
	defer c.limitBody(w, r).done()
	if c.overflow {
		w.Header().Set("Retry-After", "1")
		s.reject(w, r, Rejection{
			TooManyConnections, http.StatusTooManyRequests,
			fmt.Sprintf("all %d connections are in use: max-connections raises the limit", s.Limits.Connections),
		})
		return
	}
	s.Handler.ServeHTTP(w, r)
}
