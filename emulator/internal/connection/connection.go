// Package connection counts the requests of each connection of a client.
package connection

import (
	"context"
	"net"
	"sync/atomic"
)

type key struct{}

// With returns the context of the requests of a new connection. Those of one that is no socket are not counted: a client in memory
// opens a connection for each request on purpose.
func With(ctx context.Context, c net.Conn) context.Context {
	if c.RemoteAddr().Network() != "tcp" {
		return ctx
	}
	return context.WithValue(ctx, key{}, new(atomic.Uint64))
}

// Count counts a request of a connection by the request's context. It returns its number, from 1, or 0 if it is not counted.
func Count(ctx context.Context) uint64 {
	if n, ok := ctx.Value(key{}).(*atomic.Uint64); ok {
		return n.Add(1)
	}
	return 0
}
