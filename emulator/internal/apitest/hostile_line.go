package apitest

import "strings"

// lines returns odd request lines, odd ends of lines, and what is no HTTP at all.
func lines() []shape {
	all := []shape{
		{"as it should be", draft.text},
		{"bare line feeds", func(d draft) string { return strings.ReplaceAll(d.text(), "\r\n", "\n") }},
		{"bare carriage returns", func(d draft) string { return strings.ReplaceAll(d.text(), "\r\n", "\r") }},
		{"a carriage return within the line", func(d draft) string { return strings.Replace(d.text(), " ", "\r ", 1) }},
		{"two blanks", func(d draft) string { return strings.Replace(d.text(), " ", "  ", 1) }},
		{"a tab", func(d draft) string { return strings.Replace(d.text(), " ", "\t", 1) }},
		{"blank before the method", func(d draft) string { return " " + d.text() }},
		{"empty lines before it", func(d draft) string { return "\r\n\r\n" + d.text() }},
		{"a word too many", func(d draft) string { return strings.Replace(d.text(), "\r\n", " x\r\n", 1) }},
		{"no end of the head", func(d draft) string { return strings.TrimSuffix(d.saying("").text(), "\r\n") }},
		{"half a line", func(d draft) string { return d.text()[:len(d.method)+3] }},
		{"a method alone", func(d draft) string { return d.method + "\r\n\r\n" }},
		{"twice", func(d draft) string { return d.text() + d.text() }},
		{"five times", func(d draft) string { return strings.Repeat(d.text(), 5) }},
		{"followed by garbage", func(d draft) string { return d.text() + "\x00\xff garbage \r\n\r\n" }},
		{"followed by a response", func(d draft) string { return d.text() + "HTTP/1.1 200 OK\r\n\r\n" }},
		{"after a line for a proxy", func(d draft) string { return "PROXY TCP4 192.0.2.1 192.0.2.2 1 80\r\n" + d.text() }},
		{"after binary for a proxy", func(d draft) string { return "\r\n\r\n\x00\r\nQUIT\n\x21\x11\x00\x0c" + d.text() }},
	}
	for _, method := range []string{
		"get", "post", "Get", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "M-SEARCH", "BREW", "G_T",
		"", "GE\x00T", "GÉT", "G(T", "GET:", strings.Repeat("A", 10_000),
	} {
		all = append(all, shape{"method " + short(method), func(d draft) string { d.method = method; return d.text() }})
	}
	for _, version := range []string{
		"", "HTTP/0.9", "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/3", "HTTP/9.9", "HTTP/1.10", "HTTP/-1.1", "HTTP/1.x", "http/1.1",
		"HTTPS/1.1", "RTSP/1.0", "HTTP/1.1 ", "HTTP /1.1", "HTTP/1.1\x00", "HTTP/١.١",
	} {
		all = append(all, shape{"version " + short(version), func(d draft) string { d.version = version; return d.text() }})
	}
	for _, text := range []string{
		"", "\r\n", "\n\n\n\n", "\x00", "\xff\xfe\xfd", "GET", "GET /", "GET / HTTP/1.1", "QUIT\r\n", "EHLO x\r\n", "SSH-2.0-x\r\n",
		"*1\r\n$4\r\nPING\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00", "\x05\x01\x00", "\x04\x01\x00\x50\x7f\x00\x00\x01\x00",
		"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "OPTIONS rtsp://x/ RTSP/1.0\r\n\r\n", "<xml/>\r\n\r\n", "{\"method\":\"GetAPI\"}\r\n\r\n",
		strings.Repeat("A", 100_000), strings.Repeat("\r\n", 1000), strings.Repeat("\x00", 5000),
	} {
		all = append(all, shape{"no HTTP " + short(text), func(draft) string { return text }})
	}
	return all
}
