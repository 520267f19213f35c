package control

import "net/http"

// committing is a response that is written only once what the request did is kept in the store. If that fails, an error is written in
// its place.
type committing struct {
	http.ResponseWriter
	session Session
	begun   bool
	failed  bool
}

// WriteHeader writes the head, or the error.
func (w *committing) WriteHeader(status int) {
	if w.begun {
		return
	}
	w.begun = true
	if err := w.session.Commit(); err != nil {
		w.failed = true
		clear(w.Header())
		writeError(w.ResponseWriter, err)
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write writes a part of the body, unless an error was written.
func (w *committing) Write(p []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	if w.failed {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *committing) Unwrap() http.ResponseWriter { return w.ResponseWriter }
