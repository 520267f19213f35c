package journal

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tidwall/gjson"
)

// Mask replaces a secret.
const Mask = "***"

// The parts of a request that an entry keeps: bytes of its path, its query and its body, bytes of a header, and the number of
// headers. No real client sends more.
const (
	maxText    = 2 << 10
	maxHeader  = 512
	maxHeaders = 40

	maxRecorded = 256 << 10 // bytes of a body, if the journal records bodies
)

// PlainHeader reports whether the value of a header is no secret; the name is in canonical form. The values of all headers that
// are not known to be plain are taken for secrets.
func PlainHeader(name string) bool {
	switch name {
	case "Accept", "Accept-Encoding", "Cache-Control", "Connection", "Content-Length", "Content-Type", "Date", "Expect", "Range",
		"Retry-After", "User-Agent", "Via", "X-Client-Request-Id", "X-Domain-Id", "X-Language", "X-Openstack-Request-Id",
		"X-Project-Id", "X-Request-Id", "X-Sdk-Date":
		return true
	}
	for _, begin := range plainBeginnings {
		if strings.HasPrefix(name, begin) {
			return true
		}
	}
	return false
}

var plainBeginnings = []string{"Accept-", "Content-", "If-", "X-Forwarded-", "X-Jobsim-"}

// RedactHeader returns headers by name and value, in no order, at most 40 of them, with the values of secret ones replaced. Of a
// header that is there several times it returns the first value.
func RedactHeader(h http.Header) []Header {
	list := make([]Header, 0, min(len(h), maxHeaders))
	for name, values := range h {
		switch {
		case len(list) == maxHeaders:
			return list
		case len(values) == 0:
		case PlainHeader(name):
			list = append(list, Header{Name: cut(name, maxHeader), Value: cut(values[0], maxHeader)})
		default:
			list = append(list, Header{Name: cut(name, maxHeader), Value: Mask})
		}
	}
	return list
}

// RedactPath returns the beginning of a path.
func RedactPath(path string) string { return cut(path, maxText) }

// cut returns the beginning of a text. What is cut off takes no memory.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// secretParts are what the names of secrets contain, in lower case and without "_" and "-". They cover tokens, passwords,
// and what the scripts of Element's bulk volumes are given. Names that end in "key" are secrets too, and those of secretNames.
var (
	secretParts = []string{
		"password", "passwd", "passphrase", "passcode", "pwd", "secret", "token", "credential", "authorization", "signature",
		"scriptparameters", "cookie", "userdata", "adminpass", "rootpass", "userpass", "dbpass",
	}
	secretNames = []string{"keys", "ak", "sk", "pass", "pin"}
)

// Secret reports whether the value of a member, an argument or a header with this name must not be written down.
func Secret[T string | []byte](name T) bool {
	var letters [64]byte
	n := 0
	for i := 0; i < len(name) && n < len(letters); i++ {
		switch c := name[i]; {
		case c == '_' || c == '-':
		case 'A' <= c && c <= 'Z':
			letters[n] = c + 'a' - 'A'
			n++
		default:
			letters[n] = c
			n++
		}
	}
	plain := letters[:n]
	if n == len(letters) || bytes.HasSuffix(plain, []byte("key")) { // no vendor has names that long
		return true
	}
	for _, part := range secretParts {
		if bytes.Contains(plain, []byte(part)) {
			return true
		}
	}
	return slices.Contains(secretNames, string(plain))
}

// RedactQuery returns the beginning of a raw query whose secrets are replaced.
func RedactQuery(raw string) string {
	if raw == "" {
		return ""
	}
	parts := strings.Split(raw, "&")
	for i, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		plainName, err1 := url.QueryUnescape(name)
		plainValue, err2 := url.QueryUnescape(value)
		if err1 != nil || err2 != nil || Secret(plainName) || NamesSecrets([]byte(plainValue)) {
			parts[i] = name + "=" + Mask
		}
	}
	return cut(strings.Join(parts, "&"), maxText)
}

// RedactBody returns the beginning of a body with its secrets replaced. Where the body is no JSON it returns only its size, since
// its secrets cannot be found. valid says that it is known to be JSON.
func RedactBody(body []byte, valid bool) string { return redactBody(body, valid, maxText) }

// RedactBody returns the beginning of a body as the journal keeps it, with its secrets replaced: more of it if the journal records
// bodies.
func (j *Journal) RedactBody(body []byte, valid bool) string {
	if j.RecordsBodies() {
		return redactBody(body, valid, maxRecorded)
	}
	return RedactBody(body, valid)
}

func redactBody(body []byte, valid bool, most int) string {
	switch {
	case len(body) == 0:
		return ""
	case !valid && (!utf8.Valid(body) || !gjson.ValidBytes(body)):
		return size(body)
	}
	shown := MaskJSON(body, most, Masking{Member: Secret[[]byte], Text: NamesSecrets, By: `"` + Mask + `"`})
	if len(shown) <= most {
		return string(shown)
	}
	return strings.ToValidUTF8(string(shown[:most]), "") + "…"
}

// size returns what stands in place of a body whose secrets cannot be found.
func size(body []byte) string { return fmt.Sprintf("(%d bytes that are no JSON)", len(body)) }

// Masking says which parts of a JSON text are replaced, and by which JSON.
type Masking struct {
	Member    func(name []byte) bool   // members with these names, whatever their values
	OnlyTexts bool                     // only members whose value is a string
	Text      func(quoted []byte) bool // these strings; nil means none
	By        string                   // the replacement
	Keep      string                   // a value, as JSON, that is not replaced
}

// MaskJSON returns a JSON text with parts of it replaced. It looks at what begins within the first so many bytes, and may return
// more than that.
func MaskJSON(body []byte, within int, m Masking) []byte {
	var out []byte
	done := 0
	hide := func(from, to int) {
		out = append(append(out, body[done:from]...), m.By...)
		done = to
	}
	for i := 0; i < len(body) && i < within; {
		if body[i] != '"' {
			i++
			continue
		}
		end := textEnd(body, i)
		value := space(body, end)
		switch {
		case value == len(body) || body[value] != ':':
			if m.Text != nil && m.Text(body[i:end]) {
				hide(i, end)
			}
			i = end
		case m.Member(unquoted(body[i:end])):
			if i = space(body, value+1); m.OnlyTexts && body[i] != '"' {
				continue
			}
			if end = valueEnd(body, i); string(body[i:end]) != m.Keep {
				hide(i, end)
			}
			i = end
		default:
			i = value + 1
		}
	}
	if out == nil {
		return body
	}
	return append(out, body[done:]...)
}

// NamesSecrets reports whether a text names something secret, such as JSON or a command line in a string does.
func NamesSecrets(text []byte) bool {
	if bytes.IndexByte(text, '{') < 0 && bytes.IndexByte(text, '=') < 0 && bytes.IndexByte(text, ':') < 0 {
		return false
	}
	words := bytes.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("\"\\'{}[]=:,;&? ", c) })
	return slices.ContainsFunc(words, Secret[[]byte])
}

// unquoted returns the text of a JSON string.
func unquoted(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 {
		return text[1 : len(text)-1]
	}
	return []byte(gjson.ParseBytes(text).String())
}

// textEnd returns where the JSON string that begins at i ends.
func textEnd(body []byte, i int) int {
	for i++; i < len(body) && body[i] != '"'; i++ {
		if body[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(body))
}

// valueEnd returns where the JSON value that begins at i ends.
func valueEnd(body []byte, i int) int {
	for depth := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '"':
			i = textEnd(body, i) - 1
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		case depth == 0 && (c == ',' || c <= ' '):
			return i
		}
		if depth < 0 {
			return i
		}
		if depth == 0 && strings.IndexByte(`"}]`, body[i]) >= 0 {
			return i + 1
		}
	}
	return i
}

// space returns where the white space that begins at i ends.
func space(body []byte, i int) int {
	for i < len(body) && (body[i] == ' ' || body[i] == '\t' || body[i] == '\n' || body[i] == '\r') {
		i++
	}
	return i
}
