package apitest

import (
	"fmt"
	"strconv"
	"strings"
)

// lengths returns bodies of a length that is wrong, among them those by which one request is smuggled into another.
func lengths() []shape {
	const smuggled = "GET /evs/v1/p/jobs/smuggled HTTP/1.1\r\nHost: x\r\nX-Auth-Token: t\r\n\r\n"
	all := []shape{
		{"not told", said()},
		{"told twice, the same", func(d draft) string {
			d = d.saying(d.body + " ")
			return d.with("Content-Length: " + strconv.Itoa(len(d.body))).text()
		}},
		{"told twice, differently", said("Content-Length: 1", "Content-Length: 0")},
		{"too short by one", func(d draft) string {
			d = d.saying(d.body + "  ")
			d.unsaid = true
			return d.with("Content-Length: " + strconv.Itoa(len(d.body)-1)).text()
		}},
		{"too long by one", func(d draft) string {
			d = d.saying(d.body + " ")
			d.unsaid = true
			return d.with("Content-Length: " + strconv.Itoa(len(d.body)+1)).text()
		}},
		{"too long by far, with nothing", func(d draft) string { d.body, d.method = "", "POST"; return d.with("Content-Length: 1000000").text() }},
		{"over the limit, with nothing", func(d draft) string { d.body, d.method = "", "POST"; return d.with("Content-Length: 5000000").text() }},
		{"over the limit, with as much", func(d draft) string { return d.saying(strings.Repeat(" ", 1<<20+1)).text() }},
		{"over the limit, after a promise", func(d draft) string {
			d.body, d.method = "", "POST"
			return d.with("Content-Length: 5000000", "Expect: 100-continue").text()
		}},
		{"a request behind it", func(d draft) string { return d.text() + smuggled }},
		{"nothing told, and a request", func(d draft) string { d.body = ""; return d.text() + smuggled }},
		{"length and chunks", func(d draft) string {
			d.body, d.unsaid = "0\r\n\r\n"+smuggled, true
			return d.with("Content-Length: "+strconv.Itoa(len(d.body)), "Transfer-Encoding: chunked").text()
		}},
		{"chunks and length", func(d draft) string {
			d.body, d.unsaid = "5c\r\n"+smuggled+"\r\n0\r\n\r\n", true
			return d.with("Transfer-Encoding: chunked", "Content-Length: 4").text()
		}},
	}
	for _, length := range []string{
		"", "-1", "+5", "0x5", "5,5", "5 5", "5;", "1e3", "5.0", "٥", "99999999999999999999", "9223372036854775807", "9223372036854775808", "5\x00", "\v5", "five", "00000000005",
	} {
		all = append(all, shape{"told as " + short(length), said("Content-Length: " + length)})
	}
	return append(all, codings()...)
}

// said returns a body whose length is in these lines only.
func said(lines ...string) func(draft) string {
	return func(d draft) string {
		d = d.saying(d.body + " ")
		d.unsaid = true
		return d.with(lines...).text()
	}
}

// codings returns bodies said to be coded in some way.
func codings() []shape {
	var all []shape
	for _, coding := range []string{
		"chunked", "Chunked", "CHUNKED", " chunked", "chunked ", "\tchunked", "\vchunked", "xchunked", "chunkedx", "chunked, chunked", "chunked, identity", "identity", "identity, chunked",
		"gzip, chunked", "gzip", "deflate", "\"chunked\"", "chunked;q=1", "chunk\x00ed", "", ",chunked",
	} {
		all = append(all, shape{"coded as " + short(coding), func(d draft) string {
			d = d.saying(d.body + " ")
			d.body, d.unsaid = chunked(d.body), true
			return d.with("Transfer-Encoding: " + coding).text()
		}})
	}
	return append(all,
		shape{"coded twice", said("Transfer-Encoding: chunked", "Transfer-Encoding: chunked")},
		shape{"coded twice, differently", said("Transfer-Encoding: chunked", "Transfer-Encoding: x")},
		shape{"coded under an odd name", said("Transfer-Encoding : chunked")},
		shape{"coded and folded", said("Transfer-Encoding:", " chunked")},
	)
}

// chunked returns a text as one chunk.
func chunked(text string) string { return fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(text), text) }

// chunks returns odd chunked bodies.
func chunks() []shape {
	var all []shape
	add := func(name string, make func(body string) string) {
		all = append(all, shape{name, func(d draft) string {
			d = d.saying(d.body + " ")
			d.body, d.unsaid = make(d.body), true
			return d.with("Transfer-Encoding: chunked").text()
		}})
	}
	add("each of one byte", func(body string) string {
		var b strings.Builder
		for i := range len(body) {
			fmt.Fprintf(&b, "1\r\n%s\r\n", body[i:i+1])
		}
		return b.String() + "0\r\n\r\n"
	})
	add("over the limit", func(string) string {
		return strings.Repeat("10000\r\n"+strings.Repeat(" ", 1<<16)+"\r\n", 17) + "0\r\n\r\n"
	})
	add("with an extension", func(body string) string { return fmt.Sprintf("%x;a=b\r\n%s\r\n0;c\r\n\r\n", len(body), body) })
	add("with a long extension", func(body string) string {
		return fmt.Sprintf("%x;%s\r\n%s\r\n0\r\n\r\n", len(body), strings.Repeat("x", 5000), body)
	})
	add("with trailers", func(body string) string {
		return fmt.Sprintf("%x\r\n%s\r\n0\r\nX-Auth-Token: x\r\nContent-Length: 9\r\n\r\n", len(body), body)
	})
	add("with broken trailers", func(body string) string { return fmt.Sprintf("%x\r\n%s\r\n0\r\nno colon\r\n\r\n", len(body), body) })
	add("with bare line feeds", func(body string) string { return fmt.Sprintf("%x\n%s\n0\n\n", len(body), body) })
	add("without the last", func(body string) string { return fmt.Sprintf("%x\r\n%s\r\n", len(body), body) })
	add("without the last line", func(body string) string { return fmt.Sprintf("%x\r\n%s\r\n0\r\n", len(body), body) })
	add("of more than there is", func(body string) string { return fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(body)+100, body) })
	add("of less than there is", func(body string) string { return fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", max(len(body)-1, 0), body) })
	add("that end at once", func(body string) string { return "0\r\n\r\n" + body })
	add("followed by garbage", func(body string) string { return chunked(body) + "\x00garbage\r\n\r\n" })
	for _, size := range []string{"", "-1", "+1", "0x1", "g", "FFFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF", " 1", "1 ", "1,1", "\x00", "1_0", strings.Repeat("0", 5000) + "1"} {
		add("of size "+short(size), func(body string) string { return size + "\r\n" + body + "\r\n0\r\n\r\n" })
	}
	return all
}
