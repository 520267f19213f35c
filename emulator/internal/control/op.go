package control

import "net/http"

// op is one operation: how its request is decoded, what it does, and the status of its response. The response is a JSON
// document, or empty with 204.
type op[Q, A any] struct {
	decode func(*request) (Q, error)
	do     func(*request, Q) (A, error)
	status int
}

func (o op[Q, A]) serve(r *request) {
	q, err := o.decode(r)
	if err != nil {
		writeError(r.w, err)
		return
	}
	doc, err := o.do(r, q)
	switch {
	case err != nil:
		writeError(r.w, err)
	case o.status == http.StatusNoContent:
		r.w.WriteHeader(o.status)
	default:
		writeJSON(r.w, o.status, doc)
	}
}

// handle returns a handler of an operation that responds with 200.
func handle[Q, A any](decode func(*request) (Q, error), do func(*request, Q) (A, error)) func(*request) {
	return op[Q, A]{decode, do, http.StatusOK}.serve
}

// handleAs returns a handler of an operation that responds with another status.
func handleAs[Q, A any](status int, decode func(*request) (Q, error), do func(*request, Q) (A, error)) func(*request) {
	return op[Q, A]{decode, do, status}.serve
}

// none is the request or the response of an operation that has none.
type none struct{}

func noBody(*request) (none, error) { return none{}, nil }
