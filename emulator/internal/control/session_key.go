package control

import "context"

type sessionKey struct{}

// asked is what a request is about, and where it came in.
type asked struct {
	session Session
	apart   bool // at a listener that has the control API alone
}

// with attaches what a request is about.
func with(ctx context.Context, a asked) context.Context {
	return context.WithValue(ctx, sessionKey{}, a)
}

func from(ctx context.Context) asked { return ctx.Value(sessionKey{}).(asked) }
