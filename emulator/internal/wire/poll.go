package wire

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/rule"
)

// Poll is the request by which a client asks about one job: for the command lines that messages show, and for the
// conformance suite. Its path has the API's prefix, so that it works whatever else the port serves.
type Poll struct {
	Method, Path string
	Header       rule.Header // its credential
	Body         string
}

// Curl is the request as a command line; base is the server's URL.
func (p Poll) Curl(base string) string {
	var b strings.Builder
	b.WriteString("curl -s ")
	if p.Header.Name == "Authorization" {
		b.WriteString("-u admin:any ") // any name and password will do
	} else {
		b.WriteString("-H " + quoted(p.Header.Name+": "+p.Header.Value) + " ")
	}
	if p.Body != "" {
		b.WriteString("-d " + quoted(p.Body) + " ")
	}
	b.WriteString(base + p.Path)
	return b.String()
}

// quoted is a word for a POSIX shell.
func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// Header is one header field of a request.
type Header = rule.Header
