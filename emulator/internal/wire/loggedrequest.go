package wire

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/rule"
)

// LoggedRequest is a request that changed the world, as far as it takes to do it again. Passwords of sign-ins are not in it: the
// known one, which is accepted wherever another was, is in their place; of a sign-in that was refused there is no password.
type LoggedRequest struct {
	Method string
	Path   string // with the query, as the front sees it
	Sent   string // as the client sent it, if that differs: what a signature is over
	Host   string
	Header []rule.Header // sorted
	Body   []byte
	Denied bool // its credentials were refused
	Unsent bool // the response was not sent whole: its polls do not count
}

// unread are the headers on which no response depends.
var unread = []string{
	"Accept", "Accept-Encoding", "Cache-Control", "Connection", "Content-Length", "Pragma", "Traceparent", "User-Agent",
}

// log adds the call to the world's log, as far as it was read by now.
func (c *Call) log(tx *world.Tx) {
	n := &LoggedRequest{Method: c.Method, Path: c.Prefix + c.URL.RequestURI(), Host: c.Host, Header: c.logHeader(), Body: c.body, Denied: c.denied}
	if sent := c.Sent().RequestURI(); sent != n.Path {
		n.Sent = sent
	}
	if c.secret(c.API) && (c.sound || CheckJSON(n.Body) == nil) {
		right := `"` + KnownPassword + `"`
		m := journal.Masking{Member: password, OnlyTexts: true, By: right}
		if c.Strict() {
			m.By, m.Keep = `"`+journal.Mask+`"`, right // what was refused is refused again
		}
		n.Body = journal.MaskJSON(n.Body, len(n.Body), m)
	}
	size := len(n.Body) + len(n.Path)
	for _, h := range n.Header {
		size += len(h.Name) + len(h.Value)
	}
	c.logged, c.inLog = tx.Log(n, size, c.logged), n
}

// password reports whether a member of a sign-in proves the identity.
func password(name []byte) bool { return string(name) == "password" || string(name) == "passcode" }

// logHeader returns the headers that a replay needs.
func (c *Call) logHeader() []rule.Header {
	var kept []rule.Header
	for name, values := range c.Header {
		if slices.Contains(unread, name) {
			continue
		}
		for _, v := range values {
			kept = append(kept, rule.Header{Name: name, Value: v})
		}
	}
	if user, _, ok := c.BasicAuth(); ok {
		r := &http.Request{Header: http.Header{}}
		switch strict := c.Strict(); {
		case strict && !c.Admitted():
			r.SetBasicAuth(journal.Mask, journal.Mask)
		case user == "":
			r.SetBasicAuth("", journal.Mask)
		default:
			r.SetBasicAuth(KnownUser, KnownPassword) // it may be replayed in a session of another name
		}
		at := slices.IndexFunc(kept, func(h rule.Header) bool { return h.Name == "Authorization" })
		kept[at].Value = r.Header.Get("Authorization")
	}
	slices.SortStableFunc(kept, func(a, b rule.Header) int { return strings.Compare(a.Name, b.Name) })
	return kept
}

// Request returns the request again.
func (n *LoggedRequest) Request() (*http.Request, error) {
	u, err := url.ParseRequestURI(n.Path)
	if err != nil {
		return nil, err
	}
	r := &http.Request{
		Method: n.Method, URL: u, Host: n.Host, Header: http.Header{}, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: http.NoBody, RequestURI: n.Path,
	}
	if n.Sent != "" {
		r.RequestURI = n.Sent
	}
	for _, h := range n.Header {
		r.Header.Add(h.Name, h.Value)
	}
	if len(n.Body) > 0 {
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(n.Body)), int64(len(n.Body))
	}
	return r, nil
}
