package wire

import (
	"net/url"
	"strings"
)

// Sent returns the URL as the client sent it, before any prefix was cut off its path. What a client signs is this path.
func (c *Call) Sent() *url.URL {
	if u, err := url.ParseRequestURI(c.RequestURI); err == nil {
		return u
	}
	u := *c.URL // a request that never was on a wire
	u.Path = c.Prefix + u.Path
	if u.RawPath != "" {
		u.RawPath = c.Prefix + u.RawPath
	}
	return &u
}

// Origin returns what every URL of this emulator begins with, as this client reaches it: scheme and host of the request, so
// that a mapped port or a proxy that says X-Forwarded-Proto works, and the path under which the front was mounted.
func (c *Call) Origin() string {
	scheme := "http"
	first, _, _ := strings.Cut(c.Header.Get("X-Forwarded-Proto"), ",") // the first proxy is the client's
	switch {
	case first == "http" || first == "https":
		scheme = first
	case c.TLS != nil:
		scheme = "https"
	}
	host := c.Host
	if host == "" {
		host = "localhost" // HTTP/1.0 may leave it out
	}
	return scheme + "://" + host + c.mounted()
}

// mounted returns the part of the sent path that was cut off before the front saw the request, such as a session's "/s/7".
func (c *Call) mounted() string {
	sent := strings.TrimSuffix(c.Sent().EscapedPath(), "/")
	seen := strings.TrimSuffix(c.Prefix+c.URL.EscapedPath(), "/")
	before, ok := strings.CutSuffix(sent, seen)
	if !ok {
		return ""
	}
	return before
}
