package wire

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

// hidden stands in place of a secret.
const hidden = "***"

// How much of a request a journal keeps: bytes of its path, its query and its body, and of each header, and headers. No real
// client sends more.
const (
	maxBody    = 2 << 10
	maxHeader  = 512
	maxHeaders = 40
)

// plainHeader tells whether a header's value may be written down; names are as Go writes them. Every other header is taken
// for a secret.
func plainHeader(name string) bool {
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

// hideHeader lists headers by name and value, in no order, and no more than are of use. Of a header that is told several times
// it has the first value.
func hideHeader(h http.Header) []Header {
	list := make([]Header, 0, min(len(h), maxHeaders))
	for name, values := range h {
		switch {
		case len(list) == maxHeaders:
			return list
		case len(values) == 0:
		case plainHeader(name):
			list = append(list, Header{cut(name, maxHeader), cut(values[0], maxHeader)})
		default:
			list = append(list, Header{cut(name, maxHeader), hidden})
		}
	}
	return list
}

// cut is the beginning of a text. What is cut off takes no memory.
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
		"scriptparameters", "cookie", "userdata",
	}
	secretNames = []string{"keys", "ak", "sk", "pass", "pin"}
)

// secret tells whether what stands under a name must not be written down.
func secret[T string | []byte](name T) bool {
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

// hideQuery is a query whose secrets are replaced.
func hideQuery(raw string) string {
	if raw == "" {
		return ""
	}
	parts := strings.Split(raw, "&")
	for i, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		plainName, err1 := url.QueryUnescape(name)
		plainValue, err2 := url.QueryUnescape(value)
		if err1 != nil || err2 != nil || secret(plainName) || speaksOfSecrets([]byte(plainValue)) {
			parts[i] = name + "=" + hidden
		}
	}
	return strings.Join(parts, "&")
}

// excerpt is the beginning of a body, its secrets replaced. In what is no JSON nobody can tell what is a secret: of that it
// is only the size. sound tells that it is known to be JSON.
func excerpt(body []byte, sound bool) string {
	switch {
	case len(body) == 0:
		return ""
	case !sound && (!utf8.Valid(body) || !gjson.ValidBytes(body)):
		return fmt.Sprintf("(%d bytes that are no JSON)", len(body))
	}
	shown := mask(body, maxBody, masking{name: secret[[]byte], text: speaksOfSecrets, by: `"` + hidden + `"`})
	if len(shown) <= maxBody {
		return string(shown)
	}
	return strings.ToValidUTF8(string(shown[:maxBody]), "") + "…"
}

// masking says what of a JSON text is replaced, and by which JSON.
type masking struct {
	name func([]byte) bool // the members of these names, whatever their values
	leaf bool              // only those whose value is a text
	text func([]byte) bool // these texts, as quoted; nil: none
	by   string
	keep string // a value, as JSON, that stays
}

// mask replaces parts of a JSON text. It looks at what begins within the first so many bytes; what it answers may be longer
// than that.
func mask(body []byte, within int, m masking) []byte {
	var out []byte
	done := 0
	hide := func(from, to int) {
		out = append(append(out, body[done:from]...), m.by...)
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
			if m.text != nil && m.text(body[i:end]) {
				hide(i, end)
			}
			i = end
		case m.name(unquoted(body[i:end])):
			if i = space(body, value+1); m.leaf && body[i] != '"' {
				continue
			}
			if end = valueEnd(body, i); string(body[i:end]) != m.keep {
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

// speaksOfSecrets tells a text in which something secret is named, such as JSON or a command line in a string.
func speaksOfSecrets(text []byte) bool {
	if bytes.IndexByte(text, '{') < 0 && bytes.IndexByte(text, '=') < 0 && bytes.IndexByte(text, ':') < 0 {
		return false
	}
	words := bytes.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("\"\\'{}[]=:,;&? ", c) })
	return slices.ContainsFunc(words, secret[[]byte])
}

// unquoted is what a quoted text says.
func unquoted(text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 {
		return text[1 : len(text)-1]
	}
	return []byte(gjson.ParseBytes(text).String())
}

// textEnd is where a quoted text that begins at i ends; the text is JSON.
func textEnd(body []byte, i int) int {
	for i++; i < len(body) && body[i] != '"'; i++ {
		if body[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(body))
}

// valueEnd is where the value that begins at i ends; the text is JSON.
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

// space is where white space that begins at i ends.
func space(body []byte, i int) int {
	for i < len(body) && (body[i] == ' ' || body[i] == '\t' || body[i] == '\n' || body[i] == '\r') {
		i++
	}
	return i
}
