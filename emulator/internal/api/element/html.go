package element

import (
	"fmt"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// pageTemplate is the page of a request that reaches no method. It is HTML, never JSON: the Python SDK looks for "401
// Unauthorized." with its full stop and for "404 Not Found" in a body that is no JSON, the Java SDK takes the text
// between <p> and </p>. The wording around these is [inferred].
const pageTemplate = "<html><head><title>%s</title></head><body><h1>%s</h1><p> %s</p></body></html>"

func writeHTML(w http.ResponseWriter, status int, title, text string) {
	w.Header().Set("Content-Type", "text/html")
	w.WriteHeader(status)
	_, _ = fmt.Fprintf(w, pageTemplate, title, title, text) // the client may have closed the connection
}

func writeNotFound(w http.ResponseWriter) {
	writeHTML(w, http.StatusNotFound, "404 Not Found", "The requested URL was not found.")
}

func writeMethodNotAllowed(w http.ResponseWriter) {
	w.Header().Set("Allow", "GET, POST")
	writeHTML(w, http.StatusMethodNotAllowed, "405 Method Not Allowed", "The requested method is not allowed for the URL.")
}

func writeUnauthorized(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", `Basic realm="SolidFire"`)
	writeHTML(w, http.StatusUnauthorized, "401 Unauthorized.", "Authentication required.")
}

// rejections are the titles and texts of refused requests, by status. It is read only.
var rejections = map[int]struct{ title, text string }{
	http.StatusBadRequest:                  {"400 Bad Request", "The request could not be understood."},
	http.StatusRequestTimeout:              {"408 Request Timeout", "The request did not come in time."},
	http.StatusRequestEntityTooLarge:       {"413 Request Entity Too Large", "The request is too large."},
	http.StatusRequestURITooLong:           {"414 Request-URI Too Long", "The requested URL is too long."},
	http.StatusTooManyRequests:             {"429 Too Many Requests", "There are too many connections."},
	http.StatusServiceUnavailable:          {"503 Service Unavailable", "The service is temporarily unavailable."},
	http.StatusRequestHeaderFieldsTooLarge: {"431 Request Header Fields Too Large", "The header of the request is too large."},
}

// reject writes the page of a refused request. A status that it does not know becomes 400.
func reject(w http.ResponseWriter, _ *wire.Call, status int) {
	if _, ok := rejections[status]; !ok {
		status = http.StatusBadRequest
	}
	writeHTML(w, status, rejections[status].title, rejections[status].text)
}
