package control

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gorilla/mux"
)

// Prefix is where the control API is.
const Prefix = "/__admin"

// Control answers the control API of all sessions. It is safe for concurrent use.
type Control struct {
	opts    Options
	router  func() *mux.Router // made at the first request: most emulators of a test see none
	sockets sockets
}

// New makes the control API of a server.
func New(desk Options) *Control {
	c := &Control{opts: desk}
	c.router = sync.OnceValue(c.mount)
	return c
}

// Mine tells that a path belongs to the control API.
func Mine(path string) bool { return path == Prefix || strings.HasPrefix(path, Prefix+"/") }

// Serve answers a request about a session, which came in where the APIs are served too.
func (c *Control) Serve(w http.ResponseWriter, r *http.Request, about Session) {
	c.serve(w, r, asked{session: about})
}

// ServeApart answers a request about a session, which came in at a listener that has the control API alone.
func (c *Control) ServeApart(w http.ResponseWriter, r *http.Request, about Session) {
	c.serve(w, r, asked{about, true})
}

func (c *Control) serve(w http.ResponseWriter, r *http.Request, about asked) {
	if p := c.guard(r); p != nil {
		if p.Status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="jobsim"`)
		}
		fail(w, p)
		return
	}
	c.router().ServeHTTP(w, r.WithContext(with(r.Context(), about)))
}

// mount makes the router of the table of routes.
func (c *Control) mount() *mux.Router {
	router := mux.NewRouter().SkipClean(true).UseEncodedPath()
	methods := map[string][]string{}
	for _, r := range routes() {
		router.Methods(r.method).Path(Prefix + r.path).HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			a := from(req.Context())
			r.serve(&request{Request: req, Control: c, session: a.session, apart: a.apart, w: w})
		})
		methods[r.path] = append(methods[r.path], r.method)
	}
	for path, has := range methods {
		allow := strings.Join(has, ", ")
		router.Path(Prefix + path).HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Allow", allow)
			fail(w, &Error{
				Status: http.StatusMethodNotAllowed, Code: "method_not_allowed",
				Message: fmt.Sprintf("%s is no method of %s", req.Method, req.URL.Path), Hint: "want " + allow,
			})
		})
	}
	router.NotFoundHandler = http.HandlerFunc(lost)
	return router
}

func lost(w http.ResponseWriter, r *http.Request) {
	fail(w, &Error{
		Status: http.StatusNotFound, Code: "not_found", Message: "there is nothing at " + r.URL.Path, Hint: nearest(r.URL.Path),
	})
}

// nearest names the route that begins most like a path.
func nearest(path string) string {
	best, most := route{}, 0
	for _, r := range routes() {
		if n := common(Prefix+r.path, path); n > most {
			best, most = r, n
		}
	}
	if most <= len(Prefix)+1 {
		return "GET /__admin/openapi.yaml tells what there is"
	}
	return fmt.Sprintf("nearest is %s %s%s; GET /__admin/openapi.yaml tells what there is", best.method, Prefix, best.path)
}

// common is how many letters two texts begin with alike.
func common(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

func contains(words []string, word string) bool { return slices.Contains(words, word) }

// oneOf lists words for a hint.
func oneOf(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
