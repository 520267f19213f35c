package wire

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"unicode/utf8"

	"github.com/tidwall/gjson"
)

// jsonType is the Content-Type of what JSON writes. It is read only.
var jsonType = []string{"application/json"}

// JSON writes v as one compact line, members in their declared order, without escaping for HTML.
func JSON(w http.ResponseWriter, status int, v any) {
	body, ok := encode(nil, v)
	if !ok {
		status = http.StatusInternalServerError
	}
	w.Header()["Content-Type"] = jsonType
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away is its own affair
}

// encode appends a value as JSON. It reports false, and nothing, for one that has no JSON form: only a payload that a Go user
// built of channels or functions has none.
func encode(b []byte, v any) ([]byte, bool) {
	if a, ok := v.(Appender); ok {
		return a.AppendJSON(b), true
	}
	if b == nil {
		b = make([]byte, 0, 512) // most responses fit in
	}
	buf := bytes.NewBuffer(b)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	if enc.Encode(v) != nil {
		return nil, false
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), true
}

// MaxDepth is how deep a JSON body may nest.
const MaxDepth = 64

// ErrMalformed says that a body is not one JSON value in UTF-8 of bounded depth.
var ErrMalformed = errors.New("malformed JSON")

// CheckJSON returns ErrMalformed for a body that no JSON decoder should be given.
func CheckJSON(body []byte) error {
	if !utf8.Valid(body) || depth(body) > MaxDepth || !gjson.ValidBytes(body) {
		return ErrMalformed
	}
	return nil
}

// depth returns the deepest nesting of objects and arrays, strings left out.
func depth(body []byte) int {
	now, most, quoted := 0, 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			now++
			most = max(most, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return most
}

// SoundBody returns the call's body if it is JSON that a decoder can be given. It returns the errors of Body, or ErrMalformed.
func (c *Call) SoundBody() ([]byte, error) {
	body, err := c.Body()
	if err != nil || c.sound {
		return body, err
	}
	if err := CheckJSON(body); err != nil {
		return nil, err
	}
	c.sound = true
	return body, nil
}

// ReadJSON decodes the call's body into v. It returns the errors of SoundBody, or a *json.UnmarshalTypeError.
func (c *Call) ReadJSON(v any) error {
	body, err := c.SoundBody()
	if err != nil {
		return err
	}
	if t := reflect.TypeOf(v).Elem(); t.Kind() == reflect.Struct {
		c.whole = append(c.whole, t)
	}
	return json.Unmarshal(body, v)
}

// IsBadJSON reports whether an error of ReadJSON is about the body: malformed, or of the wrong types.
func IsBadJSON(err error) bool {
	_, wrongType := errors.AsType[*json.UnmarshalTypeError](err)
	return wrongType || errors.Is(err, ErrMalformed)
}
