package element

import (
	"fmt"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
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

// rejections are the pages about requests that get no further than the web server, by status.
var rejections = map[int]struct{ title, text string }{
	http.StatusBadRequest:                  {"400 Bad Request", "The request could not be understood."},
	http.StatusRequestTimeout:              {"408 Request Timeout", "The request did not come in time."},
	http.StatusRequestEntityTooLarge:       {"413 Request Entity Too Large", "The request is too large."},
	http.StatusRequestURITooLong:           {"414 Request-URI Too Long", "The requested URL is too long."},
	http.StatusTooManyRequests:             {"429 Too Many Requests", "There are too many connections."},
	http.StatusRequestHeaderFieldsTooLarge: {"431 Request Header Fields Too Large", "The header of the request is too large."},
}

// reject answers such a request; one that is no HTTP in any other way is a bad one.
func reject(w http.ResponseWriter, _ *wire.Call, status int) {
	if _, ok := rejections[status]; !ok {
		status = http.StatusBadRequest
	}
	html(w, status, rejections[status].title, rejections[status].text)
}
