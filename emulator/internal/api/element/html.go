package element

import (
	"fmt"
	"net/http"
)

// What Element's web server answers by itself is HTML, never JSON: the Python SDK looks for "401 Unauthorized." with
// its full stop and for "404 Not Found" in a body that is no JSON, the Java SDK takes the text between <p> and </p>. The
// wording around these is inferred.
const page = "<html><head><title>%s</title></head><body><h1>%s</h1><p> %s</p></body></html>"

func html(w http.ResponseWriter, status int, title, text string) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, page, title, title, text) // a client that went away is its own affair
}

func notFound(w http.ResponseWriter) {
	html(w, http.StatusNotFound, "404 Not Found", "The requested URL was not found.")
}

func wrongMethod(w http.ResponseWriter) {
	w.Header().Set("Allow", "GET, POST")
	html(w, http.StatusMethodNotAllowed, "405 Method Not Allowed", "The requested method is not allowed for the URL.")
}

func unauthorized(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Basic realm="SolidFire"`)
	html(w, http.StatusUnauthorized, "401 Unauthorized.", "Authentication required.")
}

func tooLarge(w http.ResponseWriter) {
	html(w, http.StatusRequestEntityTooLarge, "413 Request Entity Too Large", "The request is too large.")
}
