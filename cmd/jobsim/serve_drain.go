package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// drainTimeout is how long requests in flight may take to end once the server shuts down.
const drainTimeout = 10 * time.Second

// serveUntilDone serves at all listeners until ctx is done, then finishes the requests in flight. It runs background beside
// that, with a context that is done when serving ends.
func serveUntilDone(ctx context.Context, bound []listener, background func(context.Context), log *slog.Logger) error {
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() { background(ctx) })
	ended := make(chan error, len(bound))
	for _, l := range bound {
		wg.Go(func() { ended <- l.server.Serve(l.Listener) })
	}
	select {
	case err := <-ended:
		for _, l := range bound {
			_ = l.server.Close() // the first error is the one to report
		}
		return fail(exitRuntime, "serving ended: %w", err)
	case <-ctx.Done():
	}
	log.Info("draining")
	return drain(context.WithoutCancel(ctx), bound)
}

// drain shuts down all listeners at once, and closes the connections of requests that take longer than drainTimeout.
func drain(ctx context.Context, bound []listener) error {
	ctx, cancel := context.WithTimeout(ctx, drainTimeout)
	defer cancel()
	errs := make([]error, len(bound))
	var wg sync.WaitGroup
	for i, l := range bound {
		wg.Go(func() {
			if errs[i] = l.server.Shutdown(ctx); errs[i] != nil {
				_ = l.server.Close() // so that serving does not wait for a client that keeps its connection
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return fail(exitRuntime, "shutting down took more than %s: the requests that were still in flight were cut off", drainTimeout)
	}
	return nil
}
