package wire

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/journal"
)

// route is a path that an API has, and the methods of it.
type route struct {
	path    string
	methods []string // none: any
}

// routes returns what a router takes: its own patterns, the paths that the API names beside them, and the patterns of a router
// that is next.
func (m *mounted) routes() []route {
	var all []route
	for _, path := range m.Paths {
		method, path, _ := strings.Cut(path, " ")
		all = append(all, route{path, []string{method}})
	}
	r := m.router()
	all = append(all, routesOf(r)...)
	if next, ok := r.NotFoundHandler.(interface{ Router() *mux.Router }); ok {
		all = append(all, routesOf(next.Router())...)
	}
	return all
}

// routesOf returns a router's routes, in their order.
func routesOf(r *mux.Router) []route {
	var all []route
	_ = r.Walk(func(one *mux.Route, _ *mux.Router, _ []*mux.Route) error { // a walk ends early only if told so
		path, err := one.GetPathTemplate()
		if err != nil {
			return nil // a route without a path, such as a subrouter's own
		}
		methods, _ := one.GetMethods() // without methods it takes any
		all = append(all, route{path, methods})
		return nil
	})
	return all
}

// Nearest returns the operation that is nearest to a request of none, and how it differs. It is empty for an API
// that has none like it.
func (f *Dispatcher) Nearest(e *journal.Entry) string {
	m := f.apis[e.API]
	if m == nil {
		return ""
	}
	if near := f.misspeltPrefix(e); near != "" {
		return near
	}
	path := strings.TrimPrefix(e.Path, "/"+m.Name)
	best, least := route{}, -1
	for _, r := range m.routes() {
		if d := r.far(e.Method, path); least < 0 || d < least {
			best, least = r, d
		}
	}
	if least < 0 {
		return ""
	}
	return best.differs(e.Method, path)
}

// misspeltPrefix returns the path that was probably meant if the first segment is nearly the name of an API that has the rest of it.
func (f *Dispatcher) misspeltPrefix(e *journal.Entry) string {
	prefix, rest, _ := strings.Cut(strings.TrimPrefix(e.Path, "/"), "/")
	if f.apis[prefix] != nil {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(f.apis)) {
		if !oneSlip(prefix, name) {
			continue
		}
		for _, r := range f.apis[name].routes() {
			if r.far(e.Method, "/"+rest) == 0 {
				return fmt.Sprintf("did you mean /%s/%s?", name, rest)
			}
		}
	}
	return ""
}

// oneSlip reports whether one letter more, less or other turns one word into another.
func oneSlip(a, b string) bool {
	n := commonPrefix(a, b)
	restA, restB := a[n:], b[n:]
	drop := func(s string) string { return s[min(1, len(s)):] }
	return a != b && (drop(restA) == restB || restA == drop(restB) || drop(restA) == drop(restB))
}

var variable = regexp.MustCompile(`\{(\w+):(?:[^{}]|\{[^{}]*\})*\}`)

// plainVariables returns a path template with the names of its variables alone, without what they may hold.
func plainVariables(path string) string { return variable.ReplaceAllString(path, "{$1}") }

// far returns how much of a request differs from the route. A wrong method counts least, since the path is what people type; of
// wrong words one that begins like the right one counts less.
func (r route) far(method, path string) int {
	const wrongMethod, wrongWord, wrongLength = 10, 40, 80
	want, have := segments(r.path), segments(path)
	d := wrongLength * max(len(want)-len(have), len(have)-len(want))
	for i := range min(len(want), len(have)) {
		if !fits(want[i], have[i]) {
			d += wrongWord - min(commonPrefix(want[i], have[i]), wrongWord/2)
		}
	}
	if !r.takes(method) {
		d += wrongMethod
	}
	return d
}

// commonPrefix returns how many bytes two words begin with alike.
func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// differs returns the first thing in which a request differs from the route.
func (r route) differs(method, path string) string {
	r.path = plainVariables(r.path)
	name := strings.TrimSpace(strings.Join(r.methods, "|") + " " + r.path)
	want, have := segments(r.path), segments(path)
	for i := range min(len(want), len(have)) {
		if !fits(want[i], have[i]) {
			return fmt.Sprintf("nearest is %s, but %q is not %q", name, have[i], want[i])
		}
	}
	switch n := cmp.Compare(len(have), len(want)); {
	case n < 0:
		return fmt.Sprintf("nearest is %s, but there is no %q", name, want[len(have)])
	case n > 0:
		return fmt.Sprintf("nearest is %s, but %q is too much", name, have[len(want)])
	case !r.takes(method):
		return fmt.Sprintf("%s has this path, but not the method %s", name, method)
	default:
		return "nearest is " + name + ", which refused it"
	}
}

func (r route) takes(method string) bool {
	return len(r.methods) == 0 || slices.Contains(r.methods, method)
}

func segments(path string) []string { return strings.Split(strings.Trim(path, "/"), "/") }

// fits reports whether a segment of a path is the one that a route has there, or its variable.
func fits(want, have string) bool { return want == have || strings.HasPrefix(want, "{") }
