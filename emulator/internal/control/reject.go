package control

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

// Reject writes the error of a request to the control API that the HTTP server rejected. What the server does not support
// is a fault of the client, too.
func Reject(w http.ResponseWriter, _ *http.Request, why httpserver.Rejection) {
	status := why.Status
	if status >= http.StatusInternalServerError {
		status = http.StatusBadRequest
	}
	writeError(w, &admin.Error{Status: status, Code: string(why.Reason), Message: "the request was rejected: " + http.StatusText(why.Status), Hint: why.Hint})
}
