package drs

import (
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// mount adds one route for all calls, which takes the path apart itself. A pattern for each call would be compiled to
// regular expressions, and an emulator that lives for one test would build them all to use a few.
func mount(r *mux.Router) {
	otc.Guard(r, otc.Foreign(fail, table.Error("DRS.M00261")))
	r.MatcherFunc(calls().match)
}

// routes are the calls by their path behind the project id.
type routes map[string]route

// route is one call: its method and what answers it.
type route struct {
	method string
	http.Handler
}

// match finds the call of a request to /v3/{project_id}/… . A path that is no call's is left to the gateway, a wrong method
// too.
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

// paths are the calls, sorted, as wire.API.Paths has them.
func (t routes) paths() []string {
	all := make([]string, 0, len(t))
	for path, call := range t {
		all = append(all, call.method+" /v3/{project_id}/"+path)
	}
	slices.Sort(all)
	return all
}

// operation makes what answers a call. Whatever the call, the project is looked at first.
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

// checkProject takes any project but the placeholder that a Huawei Cloud SDK sends when nobody told it the project.
func checkProject(c *wire.Call) error {
	if strings.ContainsAny(otc.Project(c), "{}") {
		return table.Error("DRS.M00261")
	}
	return nil
}
