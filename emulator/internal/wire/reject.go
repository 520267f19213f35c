package wire

import (
	"net/http"
	"strconv"

	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// Reject answers a request that gets no further than the server: one that is no HTTP, or beyond its limits. r is what could
// be read of it; status says what is wrong with it, as httpserver.Options has it. It is no call: no rule claims it, and no
// journal has it.
func (f *Dispatcher) Reject(w http.ResponseWriter, r *http.Request, status int, from *world.World) {
	m, prefix := f.pick(r, from)
	c := f.call(r, m, prefix, Backend{World: from})
	if m.Reject != nil {
		m.Reject(Record(w, c), c, status)
		return
	}
	text := http.StatusText(status)
	m.WriteError(Record(w, c), c, &APIError{job.ErrorRow{Code: strconv.Itoa(status), HTTP: status, Message: text}, text})
}
