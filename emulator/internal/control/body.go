package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/jobsim/jobsim/emulator/admin"
)

// The maximum length of a body, in bytes. A snapshot contains the requests of clients.
const (
	maxBody     = 1 << 20
	maxSnapshot = 128 << 20
)

// text returns the body. It returns an error if the body is longer than limit, too slow, or incomplete.
func (r *request) text(limit int64) ([]byte, error) {
	tooLarge := &admin.Error{
		Status: http.StatusRequestEntityTooLarge, Code: "too_large", Message: fmt.Sprintf("the body is over the limit of %d bytes", limit),
	}
	if r.ContentLength > limit {
		return nil, tooLarge
	}
	text, err := io.ReadAll(http.MaxBytesReader(r.w, r.Body, limit))
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, tooLarge
	}
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, &admin.Error{Status: http.StatusRequestTimeout, Code: "too_slow", Message: "the body did not arrive in time"}
	case err != nil:
		return nil, Refuse("the body is incomplete", "send its length in Content-Length, or use Transfer-Encoding: chunked")
	}
	return text, nil
}

// body decodes a JSON object; see decodeStrict. An empty body is the empty object.
func body[Q any](r *request) (q Q, err error) {
	text, err := r.text(maxBody)
	if err != nil || len(bytes.TrimSpace(text)) == 0 {
		return q, err
	}
	if refused := decodeStrict(text, &q); refused != nil {
		return q, refused
	}
	return q, nil
}

// decodeError returns why a body cannot be decoded, in the words of JSON and not of Go.
func decodeError(err error) string {
	if bad, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("%q cannot be this %s", bad.Field, bad.Value)
	}
	if _, ok := errors.AsType[*time.ParseError](err); ok {
		return "an instant is written as 2026-01-02T15:04:05Z"
	}
	if errors.Is(err, admin.ErrTarget) {
		return admin.ErrTarget.Error()
	}
	return "a value is not what its member takes"
}
