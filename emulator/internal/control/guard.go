package control

import (
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
)

// guard returns the error of a request that the control API must not serve: one for a host that is not its own, from a page of
// another site, or without the token. It returns nil for every other request.
func (c *Control) guard(r *http.Request) *admin.Error {
	switch {
	case !c.ownHost(r.Host):
		return &admin.Error{
			Status: http.StatusForbidden, Code: "foreign_host", Message: fmt.Sprintf("the host %q is not this server", r.Host),
			Hint: "use localhost, an IP address, or a name that the server was started with (tls-host); a page of another site may have sent this under a name of its own",
		}
	case !sameSite(r):
		return &admin.Error{
			Status: http.StatusForbidden, Code: "cross_site", Message: "a page of another site sent this",
			Hint: "the control API is for programs and for pages of its own host",
		}
	case !c.authorized(r):
		return &admin.Error{
			Status: http.StatusUnauthorized, Code: "unauthorized", Message: "the control API requires a token",
			Hint: "send it as Authorization: Bearer TOKEN",
		}
	}
	return nil
}

// ownHost reports whether a Host header names this server. IP addresses do, and so do localhost and names without a dot, as
// in a compose file: none of them can be registered, which DNS rebinding needs.
func (c *Control) ownHost(host string) bool {
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
	if label, rest, _ := strings.Cut(name, "."); c.configured(rest) {
		_, session := c.opts.Sessions.Find(label) // "t42.jobsim.example.org"
		return session || c.configured(name)
	}
	return c.configured(name)
}

// configured reports whether a host name is one of Options.Hosts.
func (c *Control) configured(name string) bool {
	for _, host := range c.opts.Hosts {
		if strings.EqualFold(host, name) {
			return true
		}
	}
	return false
}

// sameSite reports whether no page of another site sent the request. Programs send neither header. Browsers always send one of
// them, except with a plain GET, which changes nothing and whose response the browser hides from the page.
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

// authorized reports whether the request has the token, if one is required.
func (c *Control) authorized(r *http.Request) bool {
	if c.opts.Token == "" {
		return true
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	return strings.EqualFold(scheme, "Bearer") && subtle.ConstantTimeCompare([]byte(token), []byte(c.opts.Token)) == 1
}
