package wire

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/rule"
)

// SampleCall is a request that an API declares as an example: for the command lines that messages show, and for tests. Its path
// has the API's prefix, so that it works whatever else the address serves.
type SampleCall struct {
	Method, Path string
	Header       Header // its credential
	Body         string
	// CurlAuth is the credential as arguments of curl, such as "-u admin:any". Empty means the header as -H.
	CurlAuth string
}

// Curl returns the request as a command line; base is the server's URL.
func (c SampleCall) Curl(base string) string {
	var b strings.Builder
	b.WriteString("curl -s ")
	switch {
	case c.CurlAuth != "":
		b.WriteString(c.CurlAuth + " ")
	case c.Header.Name != "":
		b.WriteString("-H " + quoted(c.Header.Name+": "+c.Header.Value) + " ")
	}
	if c.Body != "" {
		b.WriteString("-d " + quoted(c.Body) + " ")
	}
	b.WriteString(base + c.Path)
	return b.String()
}

// quoted returns a word for a POSIX shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// Header is one header field of a request.
type Header = rule.Header
