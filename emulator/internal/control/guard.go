package control

import (
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// guard refuses requests that the control API does not answer: of hosts that are not its own, of other sites' pages, and
// without the token.
func (c *Control) guard(r *http.Request) *Error {
	switch {
	case !c.home(r.Host):
		return &Error{
			Status: http.StatusForbidden, Code: "foreign_host", Message: fmt.Sprintf("the host %q is not this server", r.Host),
			Hint: "use localhost, an address, or a name that the server was told with --tls-host; a page of another site may have asked by a name of its own",
		}
	case !sameSite(r):
		return &Error{
			Status: http.StatusForbidden, Code: "cross_site", Message: "a page of another site sent this",
			Hint: "the control API is for programs and for pages of its own host",
		}
	case !c.admitted(r):
		return &Error{
			Status: http.StatusUnauthorized, Code: "unauthorized", Message: "the control API asks for a token",
			Hint: "send Authorization: Bearer with the text of --admin-token",
		}
	}
	return nil
}

// home tells whether a Host header names this server. An address does, and so do localhost and names without a dot: such
// are a compose file's, and none of them can be bought, which a page needs to get at another host by a name of its own.
func (c *Control) home(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	if !strings.Contains(name, ".") || strings.HasSuffix(name, ".localhost") || name == "host.docker.internal" {
		return true
	}
	if label, rest, _ := strings.Cut(name, "."); c.listed(rest) {
		_, session := c.opts.Sessions.Find(label) // "t42.jobsim.example.org"
		return session || c.listed(name)
	}
	return c.listed(name)
}

func (c *Control) listed(name string) bool {
	for _, host := range c.opts.Hosts {
		if strings.EqualFold(host, name) {
			return true
		}
	}
	return false
}

// sameSite tells that no page of another site sent the request. Programs say nothing about sites; browsers always do, in
// one of two headers at least, but for a plain GET, which changes nothing and whose answer the browser keeps from the page.
func sameSite(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

func (c *Control) admitted(r *http.Request) bool {
	if c.opts.Token == "" {
		return true
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(token), []byte(c.opts.Token)) == 1
}
