package control

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/job"
)

// request is one request and the session that it is about.
type request struct {
	*http.Request
	*Control
	session Session
	apart   bool // it came in where only the control API is served
	w       http.ResponseWriter
}

// op is one operation: what it is asked, what it does, and with which status it answers. Its answer is a JSON document, or
// nothing with 204.
type op[Q, A any] struct {
	decode func(*request) (Q, error)
	do     func(*request, Q) (A, error)
	status int
}

func (o op[Q, A]) serve(v *request) {
	q, err := o.decode(v)
	if err != nil {
		fail(v.w, err)
		return
	}
	a, err := o.do(v, q)
	switch {
	case err != nil:
		fail(v.w, err)
	case o.status == http.StatusNoContent:
		v.w.WriteHeader(o.status)
	default:
		write(v.w, o.status, a)
	}
}

// show is an operation that only answers.
func show[Q, A any](decode func(*request) (Q, error), do func(*request, Q) (A, error)) func(*request) {
	return op[Q, A]{decode, do, http.StatusOK}.serve
}

// act is an operation that does something and answers with a status.
func act[Q, A any](status int, decode func(*request) (Q, error), do func(*request, Q) (A, error)) func(*request) {
	return op[Q, A]{decode, do, status}.serve
}

// none is the question or the answer of an operation that has none.
type none struct{}

func nothing(*request) (none, error) { return none{}, nil }

// name is a variable of the path.
func (v *request) name(of string) string {
	raw := mux.Vars(v.Request)[of]
	if plain, err := url.PathUnescape(raw); err == nil {
		return plain
	}
	return raw
}

// ref is the job that the path names.
func ref(v *request) (job.Ref, error) {
	r := job.Ref{API: v.name("api"), ID: v.name("id")}
	return r, v.known(r.API)
}

// known refuses an API that there is not. The empty one stands for all.
func (v *request) known(api string) error {
	var names []string
	for _, a := range v.opts.APIs {
		if a.Name == api {
			return nil
		}
		names = append(names, a.Name)
	}
	if api == "" {
		return nil
	}
	return Refuse(fmt.Sprintf("there is no API %q", api), "want "+oneOf(names))
}

// number reads an argument of the query; absent it is def. It must be between least and most.
func (v *request) number(arg string, def, least, most uint64) (uint64, error) {
	text := v.URL.Query().Get(arg)
	if text == "" {
		return def, nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || n < least || n > most {
		return 0, Refuse(fmt.Sprintf("%s=%s", arg, text), fmt.Sprintf("want a whole number from %d to %d", least, most))
	}
	return n, nil
}

// args refuses arguments of the query that the operation does not know.
func (v *request) args(known ...string) error {
	for arg := range v.URL.Query() {
		if !contains(known, arg) {
			return Refuse(fmt.Sprintf("there is no argument %q", arg), "want "+oneOf(known))
		}
	}
	return nil
}
