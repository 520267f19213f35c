package control

import "context"

type targetKey struct{}

// target is the session that a request is for, and where the request came in.
type target struct {
	session Session
	alone   bool // at a listener that serves the control API alone
}

func withTarget(ctx context.Context, t target) context.Context {
	return context.WithValue(ctx, targetKey{}, t)
}

func targetOf(ctx context.Context) target { return ctx.Value(targetKey{}).(target) }
