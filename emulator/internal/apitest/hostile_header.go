package apitest

import "strings"

// headers returns odd headers, and headers that request something odd.
func headers() []shape {
	all := []shape{
		{"no host", func(d draft) string { return d.without("Host").text() }},
		{"no host in HTTP/1.0", func(d draft) string { d.version = "HTTP/1.0"; return d.without("Host").text() }},
		{"no content type", func(d draft) string { return d.without("Content-Type").text() }},
		{"no headers", func(d draft) string { d.headers = nil; return d.text() }},
		{"a folded one", func(d draft) string { return d.with("X-Folded: a", " b").text() }},
		{"the first one folded", func(d draft) string { d.headers = append([]string{" folded"}, d.headers...); return d.text() }},
		{"the credential folded", func(d draft) string {
			return strings.Replace(d.text(), d.headers[1], strings.Replace(d.headers[1], ": ", ":\r\n ", 1), 1)
		}},
		{"the credential twice", func(d draft) string { return d.with(d.headers[1]).text() }},
		{"lower case", func(d draft) string {
			for i, h := range d.headers {
				name, value, _ := strings.Cut(h, ":")
				d.headers[i] = strings.ToLower(name) + ":" + value
			}
			return d.text()
		}},
		{"closing and chunked in HTTP/1.0", func(d draft) string {
			d.version, d.unsaid = "HTTP/1.0", true
			return d.with("Transfer-Encoding: chunked", "Connection: keep-alive").text()
		}},
		{"two thousand", func(d draft) string {
			return d.with(strings.Split(strings.Repeat("X-Many: y\n", 2000)+"X: y", "\n")...).text()
		}},
		{"twenty thousand", func(d draft) string {
			return d.with(strings.Split(strings.Repeat("X-Many: y\n", 20_000)+"X: y", "\n")...).text()
		}},
	}
	for _, host := range []string{
		"", "a/b", "a b", "a\x00b", "ü.example", "user@x", "x:99999999", "x:y", "[::1", "[::1]", "::1", "evs.x", "element.", ".", "..", "x#y", "x?y", "%", "*",
		"<script>", strings.Repeat("h", 5000),
	} {
		all = append(all, shape{"host " + short(host), func(d draft) string { return d.without("Host").with("Host: " + host).text() }})
	}
	for _, line := range []string{
		"Host: other", "no colon", ": no name", "Name : blank", "Name\t: tab", "Na\x00me: x", "Nämé: x", "Na(me): x", "X: a\x00b", "X: a\rb", "X: \xff\xfe",
		"X:" + strings.Repeat(" ", 1000) + "y", strings.Repeat("N", 20_000) + ": x", "X: " + strings.Repeat("v", 60_000), "X: " + strings.Repeat("v", 80_000),
		"Cookie: " + strings.Repeat("a=b; ", 5000), "X-Auth-Token: " + strings.Repeat("t", 30_000), "X-Auth-Token: ü\xff", "X-Auth-Token:",
		"Authorization: Basic", "Authorization: Basic !!!", "Authorization: Basic Og==", "Authorization: Bearer", "Authorization: Digest x",
		"Authorization: SDK-HMAC-SHA256", "Authorization: SDK-HMAC-SHA256 Access=", "Authorization: SDK-HMAC-SHA256 Access=x, SignedHeaders=;;;, Signature=zz",
		"X-Sdk-Date: never", "X-Language: ../../x", "X-Language: zh-cn;q=1e999", "Accept: */*;q=9", "Accept-Encoding: gzip, br", "Accept-Language: \xff",
		"Expect: 100-continue", "Expect: 200-ok", "Expect: \x01", "Upgrade: h2c", "Upgrade: websocket", "Connection: close", "Connection: keep-alive", "Connection: Upgrade",
		"Connection: Host, Content-Length", "Keep-Alive: timeout=99999999999", "Trailer: X-Later", "Trailer: Content-Length", "Range: bytes=0-0,5-1", "TE: trailers, deflate",
		"If-None-Match: *", "If-Modified-Since: yesterday", "X-Forwarded-Proto: javascript", "X-Forwarded-Proto: https,http", "X-Forwarded-For: \"><x", "X-Forwarded-Host: a/b",
		"X-HTTP-Method-Override: DELETE", "Origin: null", "Referer: http://\x01", "Date: tomorrow", "X-Project-Id: {project_id}", "X-Domain-Id: \x7f", "X-Subject-Token: \xff",
		"Proxy-Connection: keep-alive", "Max-Forwards: -1", "Via: 1.1 x", "Sec-WebSocket-Key: x", "HTTP2-Settings: AAMAAABkAAQAAP__", "Content-Encoding: gzip",
		"Content-Encoding: br, identity", "Content-Language: \x00", "X-Request-Id: \x1b[31m",
	} {
		all = append(all, shape{"more: " + short(line), func(d draft) string { return d.with(line).text() }})
	}
	for _, kind := range []string{
		"", "text/plain", "text/xml", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data",
		"application/json; charset=utf-16", "application/json; charset=\"", "application/json, application/json", "application/JSON-RPC", "json-rpc", "*/*", "/", "\x01",
		"application/octet-stream", strings.Repeat("x/", 3000),
	} {
		all = append(all, shape{"content type " + short(kind), func(d draft) string { return d.without("Content-Type").with("Content-Type: " + kind).text() }})
	}
	return all
}
