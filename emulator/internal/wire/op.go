package wire

import "net/http"

// Op is one operation of an API: what it is asked, what it does, what it answers, and how it says no.
type Op[Q, A any] struct {
	Name   string // as rules and the log name it, without the API
	Decode func(*Call) (Q, error)
	Do     func(*Call, Q) (A, error)
	Encode func(http.ResponseWriter, *Call, A)
	Fail   func(http.ResponseWriter, *Call, error)
}

// ServeHTTP answers one request.
func (op Op[Q, A]) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := From(r)
	if c.Claimed(w, op.Name, op.Fail) {
		return
	}
	q, err := op.Decode(c)
	if err != nil {
		op.Fail(w, c, err)
		return
	}
	a, err := op.Do(c, q)
	if err != nil {
		op.Fail(w, c, err)
		return
	}
	op.Encode(w, c, a)
}
