package apitest

import (
	"fmt"
	"strconv"
	"strings"
)

// Sample is a valid request, of which hostile ones are made.
type Sample struct {
	Method, Path string
	Credential   string // a whole header: "X-Auth-Token: t"
	Body         string // JSON, or empty
}

// Raw is what a hostile client sends on a connection of its own, before it has no more to say.
type Raw struct {
	Name string
	Text string
}

// Hostile returns hostile requests of a valid one: each shape that there is, bent out of it. It is the same list for the
// same sample.
func Hostile(s Sample) []Raw {
	var all []Raw
	for _, part := range []struct {
		name   string
		shapes []shape
	}{
		{"line", lines()},
		{"path", paths()},
		{"header", headers()},
		{"length", lengths()},
		{"chunk", chunks()},
		{"body", bodies()},
		{"leaf", leaves(s.Body)},
	} {
		for _, sh := range part.shapes {
			all = append(all, Raw{part.name + ": " + sh.name, sh.bend(s.draft())})
		}
	}
	return all
}

// shape is one way to bend a request.
type shape struct {
	name string
	bend func(draft) string
}

// draft is a request that is not yet written down.
type draft struct {
	method, target, version string
	headers                 []string
	body                    string
	unsaid                  bool // it has no Content-Length
}

func (s Sample) draft() draft {
	return draft{
		method: s.Method, target: s.Path, version: "HTTP/1.1", body: s.Body,
		headers: []string{"Host: 127.0.0.1", s.Credential, "Content-Type: application/json"},
	}
}

// text returns the request as it is sent.
func (d draft) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s\r\n", d.method, d.target, d.version)
	for _, h := range d.headers {
		b.WriteString(h + "\r\n")
	}
	if d.body != "" && !d.unsaid {
		b.WriteString("Content-Length: " + strconv.Itoa(len(d.body)) + "\r\n")
	}
	b.WriteString("\r\n" + d.body)
	return b.String()
}

// with adds headers.
func (d draft) with(headers ...string) draft {
	d.headers = append(append([]string{}, d.headers...), headers...)
	return d
}

// without leaves out a header.
func (d draft) without(name string) draft {
	var kept []string
	for _, h := range d.headers {
		if !strings.HasPrefix(h, name+":") {
			kept = append(kept, h)
		}
	}
	d.headers = kept
	return d
}

// saying sends another body.
func (d draft) saying(body string) draft {
	if d.method == "GET" && body != "" {
		d.method = "POST"
	}
	d.body = body
	return d
}

// short returns the beginning of a long text, as a name.
func short(text string) string {
	const most = 40
	if len(text) > most {
		text = text[:most] + "… of " + strconv.Itoa(len(text))
	}
	return strconv.Quote(text)
}
