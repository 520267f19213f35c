package emulator

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/control"
)

// route finds the session that a request is about, by what a client can change without being changed itself: the path
// prefix /s/{id}, the first label of the host, the project in the path, the user of Basic credentials, the project that a
// signed request names in X-Project-Id, or the one that a sign-in asks for. What names none is the emulator's own. For a
// path that names a session that there is not it answers the request itself, and no session.
//
// A token picks nothing: sessions of one seed hand out the same ones. So what a client asks of IAM with a token and no
// project, it must ask under the session's path or host.
func (g *registry) route(w http.ResponseWriter, r *http.Request) (*Session, *http.Request) {
	if rest, ok := strings.CutPrefix(r.URL.Path, "/s/"); ok {
		id, _, _ := strings.Cut(rest, "/")
		s, ok := g.find(id)
		if !ok || s.id != id {
			refuse(w, control.NoSession(id))
			return nil, r
		}
		return s, within(r, "/s/"+id)
	}
	if g.count.Load() > 0 {
		if s := g.sessionOf(r); s != nil {
			return s, r
		}
		var asked string
		asked, r = signIn(r)
		if s, ok := g.find(asked); ok {
			return s, r
		}
	}
	return g.own, r
}

// sessionOf finds a session by anything but the path's prefix and the body.
func (g *registry) sessionOf(r *http.Request) *Session {
	if s, ok := g.find(label(r.Host)); ok && s.id == label(r.Host) {
		return s
	}
	if s, ok := g.find(g.projectIn(r.URL.Path)); ok {
		return s
	}
	if user, _, ok := r.BasicAuth(); ok {
		if s, ok := g.find(user); ok && s.id == user {
			return s
		}
	}
	if s, ok := g.find(r.Header.Get("X-Project-Id")); ok {
		return s
	}
	return nil
}

// maxSignIn is how much of a sign-in is read to find its project, in bytes.
const maxSignIn = 64 << 10

// signIn is the project that the body of a sign-in asks a token for, by id or name, and the request to answer in place of
// r, whose body was read. The project is empty for what is no sign-in, and for one without.
func signIn(r *http.Request) (project string, again *http.Request) {
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/v3/auth/tokens") || r.Body == nil {
		return "", r
	}
	body := bufio.NewReaderSize(r.Body, maxSignIn)
	start, _ := body.Peek(maxSignIn) // whatever ends it early ends the body for its reader too
	again = new(http.Request)
	*again = *r
	again.Body = struct {
		io.Reader
		io.Closer
	}{body, r.Body}
	scope := gjson.GetBytes(start, "auth.scope.project")
	return cmp.Or(scope.Get("id").String(), scope.Get("name").String()), again
}

// projectIn is the segment of a path that names a project: the one behind a version, as in /v1/{project}/… with or without
// an API's prefix. It is empty for a path without.
func (g *registry) projectIn(path string) string {
	first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	for _, api := range g.apis {
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

// label is the first label of a host.
func label(host string) string {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	first, _, _ := strings.Cut(host, ".")
	return first
}

// within is the request as the session sees it: without the prefix.
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

// rooted is a path without a prefix.
func rooted(path, prefix string) string {
	if cut := strings.TrimPrefix(path, prefix); cut != "" {
		return cut
	}
	return "/"
}

// refuse tells a problem where no session is there to do so.
func refuse(w http.ResponseWriter, p *control.Error) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(map[string]*control.Error{"error": p}) // a client that went away is its own affair
}
