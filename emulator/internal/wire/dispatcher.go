package wire

import (
	"hash/maphash"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/shutdown"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/rule"
)

// DefaultBodyLimit is the maximum size of a request's body, in bytes, unless NewDispatcher is given another.
const DefaultBodyLimit = 1 << 20

// Dispatcher serves all APIs at one address: it makes a Call of each request and finds the API that serves it.
type Dispatcher struct {
	apis    map[string]*mounted
	first   *mounted // serves what belongs to none
	roots   map[root][]*mounted
	tokens  []string // the APIs whose jobs are tokens
	date    atomic.Pointer[dated]
	limit   int64
	servers shutdown.Watcher
	seed    maphash.Seed // of the hashes of credentials, which are secrets
}

// dated is the Date header of a second: most responses within it share it.
type dated struct {
	second int64
	text   string
}

// dateOf returns an instant as HTTP writes it (RFC 9110, section 5.6.7).
func (f *Dispatcher) dateOf(t time.Time) string {
	if d := f.date.Load(); d != nil && d.second == t.Unix() {
		return d.text
	}
	d := &dated{t.Unix(), t.UTC().Format(http.TimeFormat)}
	f.date.Store(d)
	return d.text
}

// mounted is an API and what is made of it at its first request: most tests use one of them.
type mounted struct {
	API
	router func() *mux.Router
	table  func() Table
}

func newMounted(api API) *mounted {
	return &mounted{
		API: api,
		router: sync.OnceValue(func() *mux.Router {
			r := mux.NewRouter().SkipClean(true).UseEncodedPath()
			api.Mount(r)
			return r
		}),
		table: sync.OnceValue(func() Table { return NewTable(api.Vocabulary.Errors) }),
	}
}

// root is the beginning of a path: up to three segments, the second of which may be "*".
type root [3]string

// NewDispatcher mounts the APIs. bodyLimit is in bytes; zero means DefaultBodyLimit.
func NewDispatcher(apis []API, bodyLimit int64) *Dispatcher {
	if bodyLimit == 0 {
		bodyLimit = DefaultBodyLimit
	}
	f := &Dispatcher{apis: map[string]*mounted{}, roots: map[root][]*mounted{}, limit: bodyLimit, seed: maphash.MakeSeed()}
	for _, api := range apis {
		m := newMounted(api)
		f.apis[api.Name] = m
		if api.Tokens {
			f.tokens = append(f.tokens, api.Name)
		}
		if f.first == nil {
			f.first = m
		}
		for _, path := range api.Roots {
			key := rootOf(path)
			f.roots[key] = append(f.roots[key], m)
		}
	}
	return f
}

// Backend is where a request is answered from.
type Backend struct {
	World   *world.World
	Journal *journal.Journal // nil: none is kept
	User    string           // a user besides the known one, with the same password; empty: none
	// Replay says that the request comes from a snapshot: nothing is delayed or broken.
	Replay bool
	// Unsent is set with Replay for a request whose response was not sent whole: its polls do not count.
	Unsent bool
	// Commit returns once all that was done in the world so far is kept where it outlives this process; nil means that nothing is. Its
	// error is an *UnavailableError. It is called before the head of a response is written.
	Commit func() error
	// Done is called at the end of the response, whole or not, with the call and what was sent. It may be nil.
	Done func(*Call, *Recorder)
}

// TokenAPIs returns the names of the APIs whose jobs are tokens.
func (f *Dispatcher) TokenAPIs() []string { return slices.Clone(f.tokens) }

// Serve returns Answer from a world alone. It returns the call and what was sent.
func (f *Dispatcher) Serve(w http.ResponseWriter, r *http.Request, from *world.World) (c *Call, sent *Recorder) {
	f.Answer(w, r, Backend{World: from, Done: func(call *Call, rec *Recorder) { c, sent = call, rec }})
	return c, sent
}

// Answer responds to a request.
func (f *Dispatcher) Answer(w http.ResponseWriter, r *http.Request, at Backend) {
	m, prefix := f.pick(r, at.World)
	c := f.call(r, m, prefix, at)
	rec := Record(w, c)
	rec.begin()
	if prefix != "" {
		c.Request = without(r, prefix)
	}
	defer rec.over() // also when the connection is given up, which is a panic in net/http
	if !c.ApplyRule(rec, "", m.WriteError) {
		Route(m.router(), rec)
	}
	rec.whole = rec.finish() && rec.failed == nil && !rec.clientGone()
}

func (f *Dispatcher) call(r *http.Request, m *mounted, prefix string, at Backend) *Call {
	return &Call{
		Request: r, World: at.World, ID: at.World.RequestID(), Prefix: prefix, API: m.Name, table: m.table(), dispatcher: f, backend: at,
		requestBody: requestBody{limit: f.limit}, ruleMatch: ruleMatch{rule: &unclaimed},
	}
}

// unclaimed is the rule of a call that none matches. It is read only.
var unclaimed rule.Rule

// Route finds the handler of a request and calls it. The variables of the path are the Call's: a router that serves by itself copies the
// request twice, to keep them in its context.
func Route(router *mux.Router, w http.ResponseWriter) {
	c := CallOf(w)
	var match mux.RouteMatch
	router.Match(c.Request, &match)
	c.vars = match.Vars
	if match.Handler == nil { // a router without a handler of unknown paths
		match.Handler = http.NotFoundHandler()
	}
	match.Handler.ServeHTTP(w, c.Request)
}

// pick returns the API: by path prefix, by the first Host label, by the root of the path.
func (f *Dispatcher) pick(r *http.Request, from *world.World) (m *mounted, prefix string) {
	segments := split(r.URL.EscapedPath())
	if m := f.apis[segments[0]]; m != nil {
		return m, "/" + segments[0]
	}
	if m := f.apis[firstLabel(r.Host)]; m != nil {
		return m, ""
	}
	owners := f.owners(segments)
	if len(owners) == 0 {
		return f.first, ""
	}
	for _, m := range owners[1:] {
		if from.Has(job.Ref{API: m.Name, ID: segments[3]}) {
			return m, ""
		}
	}
	return owners[0], ""
}

func (f *Dispatcher) owners(s [4]string) []*mounted {
	for _, key := range [...]root{{s[0], s[1], s[2]}, {s[0], "*", s[2]}, {s[0], s[1]}, {s[0]}} {
		if m := f.roots[key]; m != nil {
			return m
		}
	}
	return nil
}

func rootOf(path string) root {
	s := split(path)
	return root{s[0], s[1], s[2]}
}

// split returns the first four segments of a path.
func split(path string) (s [4]string) {
	path = strings.TrimPrefix(path, "/")
	for i := range s {
		s[i], path, _ = strings.Cut(path, "/")
	}
	return s
}

func firstLabel(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	label, _, _ := strings.Cut(host, ".")
	return label
}

// without returns a request with the prefix cut off its path.
func without(r *http.Request, prefix string) *http.Request {
	cut := new(struct { // in one piece, since every request under a prefix has one
		http.Request
		at url.URL
	})
	cut.Request, cut.at = *r, *r.URL
	cut.URL = &cut.at
	cut.at.Path = strings.TrimPrefix(r.URL.Path, prefix)
	cut.at.RawPath = strings.TrimPrefix(r.URL.RawPath, prefix)
	if cut.at.Path == "" {
		cut.at.Path = "/"
	}
	return &cut.Request
}
