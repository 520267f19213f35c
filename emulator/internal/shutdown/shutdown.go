// Package shutdown lets a handler know that the server of its request shuts down.
//
// http.Server.Shutdown waits for every response. A response that has no end of its own, such as a stream or a connection that a
// rule lets hang, must end then, and the context of its request does not say so.
package shutdown

import (
	"net/http"
	"sync"
)

// Watcher knows which servers shut down. The zero Watcher is ready to use. It is safe for concurrent use.
type Watcher struct {
	mu      sync.Mutex
	closing map[*http.Server]chan struct{}
}

// Done returns a channel that is closed when the server of a request shuts down. It is nil for a request that came without a
// server, as in a test.
func (w *Watcher) Done(r *http.Request) <-chan struct{} {
	srv, ok := r.Context().Value(http.ServerContextKey).(*http.Server)
	if !ok {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if done, ok := w.closing[srv]; ok {
		return done
	}
	if w.closing == nil {
		w.closing = map[*http.Server]chan struct{}{}
	}
	done := make(chan struct{})
	w.closing[srv] = done
	srv.RegisterOnShutdown(sync.OnceFunc(func() { close(done) }))
	return done
}
