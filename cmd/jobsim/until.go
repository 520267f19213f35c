package main

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// drainTimeout is how long answers under way may take to their end once the server is told to stop.
const drainTimeout = 10 * time.Second

// until serves at all doors until the context ends, then lets the answers under way finish. Meanwhile it runs beside.
func until(ctx context.Context, doors []endpoint, beside func(context.Context), log *slog.Logger) error {
	ctx, cancel := context.WithCancel(ctx)
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	all.Go(func() { beside(ctx) })
	ended := make(chan error, len(doors))
	for _, d := range doors {
		all.Go(func() { ended <- d.server.Serve(d.listener) })
	}
	select {
	case err := <-ended:
		for _, d := range doors {
			_ = d.server.Close() // the first fault is the one to tell
		}
		return fail(exitRuntime, "serving ended: %w", err)
	case <-ctx.Done():
	}
	log.Info("draining")
	return drained(context.WithoutCancel(ctx), doors)
}

// bounded is a context that also ends by itself after a time, if there is one.
func bounded(ctx context.Context, after time.Duration) (context.Context, context.CancelFunc) {
	if after == 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, after)
}

// drained lets the answers under way finish, at all doors at once, and cuts off what takes too long.
func drained(ctx context.Context, doors []endpoint) error {
	ctx, cancel := context.WithTimeout(ctx, drainTimeout)
	defer cancel()
	errs := make([]error, len(doors))
	var all sync.WaitGroup
	for i, d := range doors {
		all.Go(func() {
			if errs[i] = d.server.Shutdown(ctx); errs[i] != nil {
				_ = d.server.Close() // so that nothing waits for a client that does not let go
			}
		})
	}
	all.Wait()
	if err := errors.Join(errs...); err != nil {
		return fail(exitRuntime, "answers were cut off when draining took more than %s", drainTimeout)
	}
	return nil
}
