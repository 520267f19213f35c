package control

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/shutdown"
)

// Prefix is the path of the control API.
const Prefix = "/__admin"

// Control serves the control API of all sessions. It is safe for concurrent use.
type Control struct {
	opts    Options
	router  func() *mux.Router // built at the first request: most emulators of a test get none
	servers shutdown.Watcher
}

// New returns the control API of a server.
func New(opts Options) *Control {
	c := &Control{opts: opts}
	c.router = sync.OnceValue(c.mount)
	return c
}

// Owns reports whether a path belongs to the control API.
func Owns(path string) bool { return path == Prefix || strings.HasPrefix(path, Prefix+"/") }

// Serve handles a request for a session that came in where the APIs are served too.
func (c *Control) Serve(w http.ResponseWriter, r *http.Request, s Session) {
	c.serve(w, r, target{session: s})
}

// ServeAlone handles a request for a session that came in at a listener of the control API alone.
func (c *Control) ServeAlone(w http.ResponseWriter, r *http.Request, s Session) {
	c.serve(w, r, target{session: s, alone: true})
}

func (c *Control) serve(w http.ResponseWriter, r *http.Request, t target) {
	if ownsPage(r.URL.Path) || wantsPage(r) {
		c.servePage(w, r, t.session)
		return
	}
	if refused := c.guard(r); refused != nil {
		if refused.Status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="jobsim"`)
		}
		writeError(w, refused)
		return
	}
	if err := t.session.Ready(); err != nil {
		writeError(w, err)
		return
	}
	w = &committing{ResponseWriter: w, session: t.session}
	c.router().ServeHTTP(w, r.WithContext(withTarget(r.Context(), t)))
}

// mount builds the router from the table of routes.
func (c *Control) mount() *mux.Router {
	router := mux.NewRouter().SkipClean(true).UseEncodedPath()
	methods := map[string][]string{}
	for _, r := range routes() {
		router.Methods(r.method).Path(Prefix + r.path).HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			if r.method == http.MethodGet {
				discardBody(req)
			}
			t := targetOf(req.Context())
			r.serve(&request{Request: req, Control: c, session: t.session, alone: t.alone, w: w})
		})
		methods[r.path] = append(methods[r.path], r.method)
	}
	router.Path(Prefix + "/").HandlerFunc(func(w http.ResponseWriter, req *http.Request) { // what people and tools append
		u := *req.URL
		u.Path, u.RawPath = Prefix, ""
		bare := req.Clone(req.Context())
		bare.URL = &u
		router.ServeHTTP(w, bare)
	})
	for path, allowed := range methods {
		allow := strings.Join(allowed, ", ")
		router.Path(Prefix + path).HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			w.Header().Set("Allow", allow)
			writeError(w, &admin.Error{
				Status: http.StatusMethodNotAllowed, Code: "method_not_allowed",
				Message: fmt.Sprintf("%s does not take the method %s", req.URL.Path, req.Method), Hint: "use " + allow,
			})
		})
	}
	router.NotFoundHandler = http.HandlerFunc(notFound)
	return router
}

// discardBody reads the body of a request whose operation does not. If it stayed unread, closing the connection could reset it
// before the client has all of a large response.
func discardBody(r *http.Request) {
	if r.Body != nil {
		_, _ = io.CopyN(io.Discard, r.Body, maxBody) // an error ends the body, too
	}
}

func notFound(w http.ResponseWriter, r *http.Request) {
	writeError(w, &admin.Error{
		Status: http.StatusNotFound, Code: "not_found", Message: "the control API has no path " + r.URL.Path, Hint: nearest(r.URL.Path),
	})
}

// nearest returns a hint with the route that has the longest beginning in common with a path.
func nearest(path string) string {
	const all = "GET /__admin/openapi.yaml lists the paths"
	best, longest := route{}, 0
	for _, r := range routes() {
		if n := commonPrefix(Prefix+r.path, path); n > longest {
			best, longest = r, n
		}
	}
	if longest <= len(Prefix)+1 {
		return all
	}
	return fmt.Sprintf("nearest is %s %s%s; %s", best.method, Prefix, best.path, all)
}

// commonPrefix returns the number of bytes with which both texts begin.
func commonPrefix(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// oneOf joins words for a hint.
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
