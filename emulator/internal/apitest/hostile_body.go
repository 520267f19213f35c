package apitest

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"strings"
	"unicode/utf16"
)

// bodies returns what no client should say, whatever the operation.
func bodies() []shape {
	var all []shape
	add := func(name string, make func(body string) string) {
		all = append(all, shape{name, func(d draft) string { return d.saying(make(d.body)).text() }})
	}
	for _, text := range []string{
		" ", "\r\n", "null", "true", "7", "-0", "1e999", "NaN", "Infinity", `"x"`, "[]", "[{}]", "[null]", "{}", "{", "}", "[", "]", "{{}}", `{"a"}`, `{"a":}`, `{"a":1,}`, `{,}`,
		`{'a':1}`, `{a:1}`, `{"a":01}`, `{"a":+1}`, `{"a":.5}`, `{"a":1.}`, `{"a":0x1}`, `{"a":1}/*c*/`, `//c` + "\n{}", `{"":{}}`, `{"__proto__":{"a":1}}`, "{\"a\\u0000\":1}",
		"{\"a\x00\":1}", "{\"a\":\"\x01\"}", "{\"a\":\"\xff\xfe\"}", `{"a":"\ud800"}`, `{"a":"\x"}`, `{"a":"\u12"}`, "{} {}", "{}\n{}", "{}\x00", "<xml/>", "a=b&c=d",
		"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n", "\xef\xbb\xbf{}", "\x1f\x8b", "\x00", strings.Repeat("[", 100_000),
		strings.Repeat(`{"a":`, 65) + "1" + strings.Repeat("}", 65), strings.Repeat("[", 1000) + strings.Repeat("]", 1000),
		strings.Repeat(`{"a":`, 50_000) + "1" + strings.Repeat("}", 50_000), `{"a":` + strings.Repeat("9", 10_000) + `}`, `{"a":"` + strings.Repeat("x", 900_000) + `"}`,
		`{"` + strings.Repeat("k", 100_000) + `":1}`, "{" + strings.Repeat(`"a":1,`, 20_000) + `"a":1}`,
	} {
		add(short(text), func(string) string { return text })
	}
	add("twice in a row", func(body string) string { return body + body })
	add("cut off", func(body string) string { return body[:len(body)/2] })
	add("in UTF-16", func(body string) string { return inUTF16(body) })
	add("after a byte order mark", func(body string) string { return "\xef\xbb\xbf" + body })
	add("in gzip", zipped)
	add("in an array", func(body string) string { return "[" + body + "]" })
	add("every member twice", func(body string) string { return strings.TrimSuffix(body, "}") + "," + strings.TrimPrefix(body, "{") })
	add("in capitals", strings.ToUpper)
	add("single quotes", func(body string) string { return strings.ReplaceAll(body, `"`, `'`) })
	return all
}

func inUTF16(text string) string {
	var b bytes.Buffer
	for _, unit := range utf16.Encode([]rune(text)) {
		b.Write([]byte{byte(unit), byte(unit >> 8)})
	}
	return b.String()
}

func zipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text)) // a buffer takes everything
	_ = z.Close()                // likewise
	return b.String()
}

// oddValues are put in the place of each value of a body, in turn.
var oddValues = []string{
	"null", "true", "-1", "0", "1.5", "1e999", "-1e999", "1e-999", "2147483648", "9223372036854775808", "12345678901234567890123", `""`, `" "`, `"\u0000"`, `"\ud800"`, `"💩"`,
	`"` + strings.Repeat("x", 10_000) + `"`, "[]", "{}", "[[[[]]]]", `{"a":{"b":{}}}`, `"../../x"`, `"%s%n"`, `"1e999"`, `"-0"`, `"<a href=x>"`,
}

// leaves returns the body with one of its values replaced.
func leaves(body string) []shape {
	var all []shape
	for _, at := range values(body) {
		for _, odd := range oddValues {
			all = append(all, shape{short(body[at.from:at.to]) + " as " + short(odd), func(d draft) string {
				return d.saying(d.body[:at.from] + odd + d.body[at.to:]).text()
			}})
		}
	}
	return all
}

// span is a part of a text.
type span struct{ from, to int }

// values returns the texts, numbers and truths of a JSON text that are no names of members.
func values(body string) []span {
	var found []span
	var open []bool // by depth, whether it is an object
	dec := json.NewDecoder(strings.NewReader(body))
	dec.UseNumber()
	for name := false; ; {
		before := int(dec.InputOffset())
		tok, err := dec.Token()
		if err != nil {
			return found
		}
		if d, ok := tok.(json.Delim); ok {
			if d == '{' || d == '[' {
				open = append(open, d == '{')
			} else {
				open = open[:len(open)-1]
			}
			name = len(open) > 0 && open[len(open)-1]
			continue
		}
		if name {
			name = false
			continue
		}
		to := int(dec.InputOffset())
		from := before + len(body[before:to]) - len(strings.TrimLeft(body[before:to], " ,:\r\n\t"))
		found = append(found, span{from, to})
		name = len(open) > 0 && open[len(open)-1]
	}
}
