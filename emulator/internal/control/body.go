package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// The most that a body may hold, in bytes: a snapshot brings along what others asked.
const (
	mostBody     = 1 << 20
	mostSnapshot = 128 << 20
)

// text reads the body as it is. It answers a *Problem for one that is too large, too slow, or not whole.
func (v *request) text(most int64) ([]byte, error) {
	tooLarge := &Error{
		Status: http.StatusRequestEntityTooLarge, Code: "too_large", Message: fmt.Sprintf("the body is over the limit of %d bytes", most),
	}
	if v.ContentLength > most {
		return nil, tooLarge
	}
	text, err := io.ReadAll(http.MaxBytesReader(v.w, v.Body, most))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, tooLarge
	}
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, &Error{Status: http.StatusRequestTimeout, Code: "too_slow", Message: "the body did not come in time"}
	case err != nil:
		return nil, Refuse("the body did not come whole", "Content-Length must tell its length, or Transfer-Encoding: chunked its parts")
	}
	return text, nil
}

// body reads a JSON object. An empty body is the empty object; a member that there is not is refused.
func body[Q any](v *request) (q Q, err error) {
	text, err := v.text(mostBody)
	if err != nil || len(bytes.TrimSpace(text)) == 0 {
		return q, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err = dec.Decode(&q); err == nil && dec.More() {
		return q, Refuse("the body is more than one JSON value", "")
	}
	if p, ok := errors.AsType[*Error](err); ok { // of a Duration
		return q, p
	}
	if err != nil {
		return q, Refuse("the body cannot be read: "+unread(text, err), "GET /__admin/openapi.yaml tells what it may say")
	}
	return q, nil
}

// unread tells why a body could not be decoded, in words for whoever sent it.
func unread(text []byte, err error) string {
	if bad, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		if bad.Field == "" {
			return "it is no object but a JSON " + bad.Value
		}
		return fmt.Sprintf("%q cannot be this %s", bad.Field, bad.Value)
	}
	if bad, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("it is no JSON from byte %d on", bad.Offset)
	}
	if _, ok := errors.AsType[*time.ParseError](err); ok {
		return "an instant is told as 2026-01-02T15:04:05Z"
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return "there is no member " + name
	}
	if wire.CheckJSON(text) != nil {
		return "it is no JSON, or not whole"
	}
	return err.Error() // of a Duration, whose words are ours
}
