// Package connection counts the requests of each connection of a client.
package connection

import (
	"context"
	"sync/atomic"
)

type key struct{}

// With returns the context of the requests of a new connection.
func With(ctx context.Context) context.Context {
	return context.WithValue(ctx, key{}, new(atomic.Uint64))
}

// Count counts a request of a connection by the request's context. It returns its number, from 1, or 0 for a request that came
// without a server, as in a test.
func Count(ctx context.Context) uint64 {
	if n, ok := ctx.Value(key{}).(*atomic.Uint64); ok {
		return n.Add(1)
	}
	return 0
}
