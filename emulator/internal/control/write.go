package control

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// writeError writes an error as a document of the control API.
func writeError(w http.ResponseWriter, err error) {
	e := errorOf(err)
	if later, ok := errors.AsType[*wire.UnavailableError](err); ok && later.RetryAfter > 0 {
		w.Header().Set("Retry-After", later.Seconds())
	}
	writeJSON(w, e.Status, admin.ErrorDocument{Error: e})
}

// writeJSON writes a JSON document. What cannot be encoded becomes a 500 with an error document, not an empty response.
func writeJSON(w http.ResponseWriter, status int, doc any) {
	text, err := encode(doc)
	if err != nil {
		status = http.StatusInternalServerError
		text, _ = encode(admin.ErrorDocument{Error: &admin.Error{ // strings can always be encoded
			Code: "not_encodable", Message: "the response cannot be written as JSON: " + err.Error(),
		}})
	}
	writeText(w, status, "application/json", text)
}

func encode(doc any) ([]byte, error) {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(doc)
	return text.Bytes(), err
}

// writeText writes a response of some content type. No response of the control API may be cached.
func writeText(w http.ResponseWriter, status int, contentType string, text []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(text) // write errors are ignored: the client has gone
}
