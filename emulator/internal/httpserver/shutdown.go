package httpserver

import (
	"context"
	"time"
)

// closeGrace is for how long clients with an idle connection may still send a request, and learn from the response that the
// connection is closed.
const closeGrace = 100 * time.Millisecond

// Shutdown stops accepting connections and waits for the responses in flight. It returns the context's error if that takes
// too long.
//
// http.Server alone closes each idle connection at once, also one on which a request is arriving. So for a moment every
// request is still served, with "Connection: close" in the response.
func (s *Server) Shutdown(ctx context.Context) error {
	s.draining.Store(true)
	s.mu.Lock()
	for _, l := range s.listeners {
		_ = l.Close() // a listener that fails to close accepts no more either
	}
	s.mu.Unlock()
	s.drain(ctx)
	return s.http.Shutdown(ctx)
}

// drain waits until all connections are closed, at most for closeGrace.
func (s *Server) drain(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, closeGrace)
	defer cancel()
	looks := time.NewTicker(closeGrace / 20)
	defer looks.Stop()
	for len(s.slots) > 0 && ctx.Err() == nil {
		select {
		case <-looks.C:
		case <-ctx.Done():
		}
	}
}
