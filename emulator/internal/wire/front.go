package wire

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// DefaultBodyLimit is how large a request's body may be, in bytes, unless the front is told otherwise.
const DefaultBodyLimit = 1 << 20

// Front is the one port that all APIs share: it gives each request a Call and picks the API that answers.
type Front struct {
	apis  map[string]*mounted
	first *mounted // answers what nobody owns
	roots map[root][]*mounted
	limit int64
}

type mounted struct {
	API
	router *mux.Router
	table  Table
}

// root is the beginning of a path: up to three segments, the second of which may be "*".
type root [3]string

// NewFront mounts the APIs. bodyLimit is in bytes; 0 stands for DefaultBodyLimit.
func NewFront(apis []API, bodyLimit int64) *Front {
	if bodyLimit == 0 {
		bodyLimit = DefaultBodyLimit
	}
	f := &Front{apis: map[string]*mounted{}, roots: map[root][]*mounted{}, limit: bodyLimit}
	for _, api := range apis {
		m := &mounted{api, mux.NewRouter().SkipClean(true).UseEncodedPath(), NewTable(api.Words.Errors)}
		api.Mount(m.router)
		f.apis[api.Name] = m
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

// Serve answers a request from the given world and tells what it was and what was sent.
func (f *Front) Serve(w http.ResponseWriter, r *http.Request, from *world.World) (*Call, *Recorder) {
	m, prefix := f.pick(r, from)
	c := &Call{World: from, ID: from.RequestID(), Prefix: prefix, API: m.Name, table: m.table}
	r = With(r, c, f.limit)
	if prefix != "" {
		r.URL = without(r.URL, prefix)
	}
	rec := Record(w, c)
	if !c.Claimed(rec, "", m.Fail) {
		m.router.ServeHTTP(rec, r)
	}
	rec.finish()
	return c, rec
}

// pick finds the API: by path prefix, by the first Host label, by the root of the path.
func (f *Front) pick(r *http.Request, from *world.World) (m *mounted, prefix string) {
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

func (f *Front) owners(s [4]string) []*mounted {
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

// split gives the first four segments of a path.
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

// without is a URL with the prefix cut off its path.
func without(u *url.URL, prefix string) *url.URL {
	cut := *u
	cut.Path = strings.TrimPrefix(u.Path, prefix)
	cut.RawPath = strings.TrimPrefix(u.RawPath, prefix)
	if cut.Path == "" {
		cut.Path = "/"
	}
	return &cut
}
