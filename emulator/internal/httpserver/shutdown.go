package httpserver

import (
	"context"
	"time"
)

// closeGrace is how long clients that keep a connection have to be told that it is over: by the answer to their next request.
const closeGrace = 100 * time.Millisecond

// Shutdown lets nobody in any more, and waits until the answers under way are sent. It answers what the context says when
// that takes too long.
//
// http.Server would close each connection that rests at once, also one on which a request is just coming. So for a moment
// everybody is still answered, and told that the connection ends with the answer.
func (s *Server) Shutdown(ctx context.Context) error {
	s.draining.Store(true)
	s.mu.Lock()
	for _, door := range s.listeners {
		_ = door.Close() // it was no more than open
	}
	s.mu.Unlock()
	s.part(ctx)
	return s.http.Shutdown(ctx)
}

// part waits until everybody has gone, but not for long.
func (s *Server) part(ctx context.Context) {
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
