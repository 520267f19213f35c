package port

import (
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
)

// await gives the body of a request its time.
func (c *conn) await(r *http.Request) {
	if r.Body == http.NoBody {
		return
	}
	_ = c.SetReadDeadline(clock.System{}.Now().Add(c.server.Limits.BodyTime)) // fails on a closed connection, as the read will
	r.Body = &body{r.Body, c}
}

// body is a request's body. Once it is whole the time is no longer counted: net/http then waits for the client to go away,
// for as long as the answer takes.
type body struct {
	io.ReadCloser
	c *conn
}

// Read reads. The time goes on after an error, so that net/http does not wait for the rest of a body that is too slow.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.c.SetReadDeadline(time.Time{}) // likewise
	}
	return n, err
}
