package drs

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// mount mounts one route for all calls, which matches the path itself. A pattern for each call would be compiled to a
// regular expression, and an emulator that lives for one test would compile all of them and use a few.
func mount(r *mux.Router) {
	otc.Guard(r, otc.Foreign(fail, table.Error("DRS.M00261")))
	r.MatcherFunc(calls().match)
	r.MatcherFunc(v5Routes(v5Calls()).match)
}

// routes maps the path below the project id to a call.
type routes map[string]route

// route is the method and the handler of a call.
type route struct {
	method string
	http.Handler
}

// match finds the call for a request to /v3/{project_id}/… . The gateway handles unknown paths and wrong methods.
func (t routes) match(r *http.Request, m *mux.RouteMatch) bool {
	path, versioned := strings.CutPrefix(r.URL.EscapedPath(), "/v3/")
	project, path, _ := strings.Cut(path, "/")
	call, ok := t[path]
	if !versioned || project == "" || !ok {
		return false
	}
	if call.method != r.Method {
		m.MatchErr = mux.ErrMethodMismatch
		return false
	}
	m.Handler, m.Vars = call.Handler, map[string]string{"project_id": project}
	return true
}

// paths returns the calls, sorted, in the form of wire.API.Paths.
func (t routes) paths() []string {
	all := make([]string, 0, len(t))
	for path, call := range t {
		all = append(all, call.method+" /v3/{project_id}/"+path)
	}
	slices.Sort(all)
	return all
}

// operation returns the handler of a call, which checks the project first.
func operation[Q, A any](
	op string,
	decode func(*wire.Call) (Q, error),
	do func(*wire.Call, Q) (A, error),
	encode func(http.ResponseWriter, *wire.Call, A),
) wire.Op[Q, A] {
	guarded := func(c *wire.Call) (q Q, err error) {
		if err := checkProject(c); err != nil {
			return q, err
		}
		return decode(c)
	}
	return wire.Op[Q, A]{Name: op, Decode: guarded, Do: do, Encode: encode, Fail: fail}
}

// checkProject rejects the placeholder that a Huawei Cloud SDK sends if it was given no project.
func checkProject(c *wire.Call) error {
	if strings.ContainsAny(otc.Project(c), "{}") {
		return table.Error("DRS.M00261")
	}
	return nil
}
