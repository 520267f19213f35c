package control

import "context"

type sessionKey struct{}

// with attaches the session that a request is about.
func with(ctx context.Context, s Session) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

func from(ctx context.Context) Session { return ctx.Value(sessionKey{}).(Session) }
