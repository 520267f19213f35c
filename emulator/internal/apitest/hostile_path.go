package apitest

import "strings"

// paths returns odd targets of a request.
func paths() []shape {
	all := []shape{
		{"doubled slashes", bent(func(p string) string { return strings.ReplaceAll(p, "/", "//") })},
		{"encoded slashes", bent(func(p string) string { return "/" + strings.ReplaceAll(p[1:], "/", "%2f") })},
		{"encoded slashes but the first two", bent(func(p string) string {
			return strings.Replace(strings.ReplaceAll(p, "/", "%2F"), "%2F", "/", 2)
		})},
		{"slashes encoded twice", bent(func(p string) string { return "/" + strings.ReplaceAll(p[1:], "/", "%252f") })},
		{"backslashes", bent(func(p string) string { return strings.ReplaceAll(p, "/", `\`) })},
		{"an empty segment", bent(func(p string) string { return replaceSlash(p, "//", 2) })},
		{"dots within", bent(func(p string) string { return replaceSlash(p, "/./x/../", 2) })},
		{"encoded dots within", bent(func(p string) string { return replaceSlash(p, "/%2e/x/%2e%2e/", 2) })},
		{"a parameter within", bent(func(p string) string { return replaceSlash(p, ";a=b/", 3) })},
		{"no slash before", bent(func(p string) string { return p[1:] })},
		{"in capitals", bent(strings.ToUpper)},
		{"each letter encoded", bent(func(p string) string { return "/" + encoded(p[1:]) })},
		{"without its last part", bent(func(p string) string { return p[:strings.LastIndexByte(p, '/')] })},
		{"without its last part but the slash", bent(func(p string) string { return p[:strings.LastIndexByte(p, '/')+1] })},
	}
	for _, before := range []string{
		"/", "/.", "/..", "/../..", "/x/..", "/%2e%2e", "/;", "/evs", "/sdrs", "/s/nobody", "/s/", "/%00", "http://evs.example.org", "http://x:99999",
		"https://127.0.0.1", "ftp://x", "http://user:word@x", "http://[::1", "//x", "mailto:", "http:", "*",
	} {
		all = append(all, shape{"before it " + short(before), bent(func(p string) string { return before + p })})
	}
	for _, after := range []string{
		"/", "//", "/.", "/..", "/../..", "/x", "%", "%z", "%zz", "%00", "%0d%0aX-Evil:%20yes", "%0a", "%20", "%u0041", "%ff%fe", "%c0%af",
		"%F0%9F%92%A9", "%e2%80%ae", "%e2%80%8d", ";", ";jsessionid=1", "#x", " x", "\t", "\x00", "\x7f", "é", "\xff", "💩", `\`, "^", "|", "<script>",
		"?", "?a", "?&&&", "?=", "?a=%zz", "?a;b", "?a=\x00", "?limit=-1&offset=1e999&marker=%00", "?limit=99999999999999999999", "?%6c%69mit=1",
		"?id=1&id=2&id=3", "?method=GetAPI", "?" + strings.Repeat("a=b&", 5000), strings.Repeat("x", 10_000), strings.Repeat("/x", 10_000),
		strings.Repeat("%2f..", 5000), strings.Repeat("y", 80_000),
	} {
		all = append(all, shape{"after it " + short(after), bent(func(p string) string { return p + after })})
	}
	for _, last := range []string{
		"0", "-1", "-0", "1e999", "4242.0", "0x1092", "%34%32%34%32", "99999999999999999999999999", "null", "true", "{job_id}", "%7bjob_id%7d", "*", "%2a",
		"..%2f..%2fetc%2fpasswd", "..;", "%5c..%5c", "'%20OR%201=1--", "$%7bjndi:ldap:x%7d", "%3cscript%3e", "%26", "%3f", "%23", "%25", "a%2fb", "%2f",
		"ÄÖÜ", "%", strings.Repeat("9", 400),
	} {
		all = append(all, shape{"last part " + short(last), bent(func(p string) string { return p[:strings.LastIndexByte(p, '/')+1] + last })})
	}
	for _, whole := range []string{"*", "/", "//", "/?", "/..", "/.", "", "?", "127.0.0.1:80", "http://x", "http://", "/evs", "/json-rpc", "/v1", "/v3/x"} {
		all = append(all, shape{"nothing but " + short(whole), bent(func(string) string { return whole })})
	}
	return all
}

func bent(bend func(string) string) func(draft) string {
	return func(d draft) string {
		d.target = bend(d.target)
		return d.text()
	}
}

// replaceSlash replaces one slash, counted from 1.
func replaceSlash(text, by string, n int) string {
	parts := strings.SplitN(text, "/", n+1)
	if len(parts) <= n {
		return text
	}
	return strings.Join(parts[:n], "/") + by + parts[n]
}

// encoded has each letter and digit encoded.
func encoded(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(path) {
		if path[i] == '/' {
			b.WriteByte('/')
			continue
		}
		b.Write([]byte{'%', hex[path[i]>>4], hex[path[i]&15]})
	}
	return b.String()
}
