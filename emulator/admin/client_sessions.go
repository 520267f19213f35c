package admin

import (
	"context"
	"net/http"
	"net/url"
)

// Sessions returns the sessions of the server besides its own, oldest first.
func (c *Client) Sessions(ctx context.Context) (SessionList, error) {
	return get[SessionList](ctx, c, "/sessions", nil)
}

// Session returns a session by its ID.
func (c *Client) Session(ctx context.Context, id string) (Session, error) {
	return get[Session](ctx, c, "/sessions/"+url.PathEscape(id), nil)
}

// CreateSession creates a session.
func (c *Client) CreateSession(ctx context.Context, opts CreateSession) (Session, error) {
	return post[Session](ctx, c, "/sessions", opts)
}

// Fork creates a session that goes on from the state of this client's session.
func (c *Client) Fork(ctx context.Context, opts ForkSession) (Session, error) {
	return post[Session](ctx, c, "/fork", opts)
}

// EndSession ends a session. Requests in flight finish in it.
func (c *Client) EndSession(ctx context.Context, id string) error {
	return c.send(ctx, http.MethodDelete, "/sessions/"+url.PathEscape(id), nil)
}
