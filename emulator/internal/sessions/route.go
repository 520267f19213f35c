package sessions

import (
	"bufio"
	"cmp"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/tidwall/gjson"
)

// Route returns the session that a request is for, and the request without the session's path prefix. Without a name of a
// session in it the request is for the main one. If the path names an unknown session, Route returns a *SessionNotFoundError.
//
// A token selects nothing: sessions with the same seed issue the same ones. So a request to IAM with a token and no project
// needs the session's path or host.
func (g *Registry) Route(r *http.Request) (*Session, *http.Request, error) {
	if rest, ok := strings.CutPrefix(r.URL.Path, "/s/"); ok {
		id, _, _ := strings.Cut(rest, "/")
		s, ok := g.Find(id)
		if !ok || s.id != id {
			return nil, r, &SessionNotFoundError{id}
		}
		return s, within(r, "/s/"+id), nil
	}
	if g.count.Load() > 0 {
		if s := g.sessionOf(r); s != nil {
			return s, r, nil
		}
		var project string
		project, r = signIn(r)
		if s, ok := g.Find(project); ok {
			return s, r, nil
		}
	}
	return g.main, r, nil
}

// sessionOf returns the session that anything but the path's prefix and the body names; nil if there is none.
func (g *Registry) sessionOf(r *http.Request) *Session {
	if s, ok := g.Find(label(r.Host)); ok && s.id == label(r.Host) {
		return s
	}
	if s, ok := g.Find(g.projectIn(r.URL.Path)); ok {
		return s
	}
	if user, _, ok := r.BasicAuth(); ok {
		if s, ok := g.Find(user); ok && s.id == user {
			return s
		}
	}
	if s, ok := g.Find(r.Header.Get("X-Project-Id")); ok {
		return s
	}
	return nil
}

// maxSignIn is how much of a sign-in is read to find its project, in bytes.
const maxSignIn = 64 << 10

// signIn returns the project of a sign-in, by ID or name, and the request to serve in place of r, whose body was read. The
// project is empty if the request is no sign-in or names none.
func signIn(r *http.Request) (project string, again *http.Request) {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/v3/auth/tokens") || r.Body == nil {
		return "", r
	}
	body := bufio.NewReaderSize(r.Body, maxSignIn)
	start, _ := body.Peek(maxSignIn) // an error here is met again by whoever reads the body
	again = new(http.Request)
	*again = *r
	again.Body = struct {
		io.Reader
		io.Closer
	}{body, r.Body}
	scope := gjson.GetBytes(start, "auth.scope.project")
	return cmp.Or(scope.Get("id").String(), scope.Get("name").String()), again
}

// projectIn returns the segment of a path that names a project: the one behind a version, as in /v1/{project}/… with or without
// an API's prefix. It is empty if there is none.
func (g *Registry) projectIn(path string) string {
	first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	for _, api := range g.opts.APIs {
		if api.Name == first {
			first, rest, _ = strings.Cut(rest, "/")
			break
		}
	}
	if len(first) < 2 || first[0] != 'v' || first[1] < '0' || first[1] > '9' {
		return ""
	}
	project, _, _ := strings.Cut(rest, "/")
	return project
}

// label returns the first label of a host.
func label(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	first, _, _ := strings.Cut(host, ".")
	return first
}

// within returns the request as the session sees it: without the prefix.
func within(r *http.Request, prefix string) *http.Request {
	in := new(http.Request)
	*in = *r
	in.URL = new(url.URL)
	*in.URL = *r.URL
	in.URL.Path, in.URL.RawPath = rooted(r.URL.Path, prefix), ""
	if r.URL.RawPath != "" {
		in.URL.RawPath = rooted(r.URL.RawPath, prefix)
	}
	return in
}

// rooted returns a path without a prefix.
func rooted(path, prefix string) string {
	if cut := strings.TrimPrefix(path, prefix); cut != "" {
		return cut
	}
	return "/"
}
