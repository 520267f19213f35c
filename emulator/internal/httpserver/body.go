package httpserver

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
)

// limitBody starts the time of a request's body. It returns the body, whose done must be called when the handler returns, or
// nil if there is none.
func (c *conn) limitBody(w http.ResponseWriter, r *http.Request) *body {
	if r.Body == http.NoBody {
		return nil
	}
	_ = c.SetReadDeadline(clock.System{}.Now().Add(c.server.Limits.BodyTime)) // fails on a closed connection, as the read will
	b := &body{ReadCloser: r.Body, c: c, header: w.Header()}
	r.Body = b
	return b
}

// body is a request's body. Its time limit ends with it: from then on net/http watches whether the client closes the
// connection, for as long as the handler takes.
type body struct {
	io.ReadCloser
	c      *conn
	header http.Header // of the response
	read   int64
	held   int64 // of Limits.Bodies
}

// uncounted is how much of each body Limits.Bodies does not count.
const uncounted = 4 << 10

// errBodies is returned by Read if Limits.Bodies is exceeded. To the handler it is a body that is too slow, which a client
// can send again.
var errBodies = fmt.Errorf("the bodies of all requests are over their limit: %w", os.ErrDeadlineExceeded)

// Read reads. After an error the deadline stays, so that net/http does not wait for the rest of a slow body.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.c.SetReadDeadline(time.Time{}) // fails on a closed connection, as the write will
	}
	b.read += int64(n)
	more := max(b.read-uncounted, 0) - b.held
	if more == 0 {
		return n, err
	}
	b.held += more
	s := b.c.server
	if all := s.bodies.Add(more); all > s.Limits.Bodies && all > b.held && !errors.Is(err, io.EOF) {
		s.Log.Warn("the bodies of all requests are over their limit", "limit", s.Limits.Bodies, "client", b.c.RemoteAddr().String())
		b.header.Set("X-Jobsim-Hint", fmt.Sprintf("the bodies of all requests together are over the limit of %d bytes: max-bodies raises it", s.Limits.Bodies))
		_ = b.c.SetReadDeadline(clock.System{}.Now()) // so that net/http does not wait for the rest
		return n, errBodies
	}
	return n, err
}

// done gives back what the body holds of Limits.Bodies.
func (b *body) done() {
	if b != nil {
		b.c.server.bodies.Add(-b.held)
	}
}
