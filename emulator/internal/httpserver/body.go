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

// await gives the body of a request its time. The body is to be let go of when the request is answered.
func (c *conn) await(w http.ResponseWriter, r *http.Request) *body {
	if r.Body == http.NoBody {
		return nil
	}
	_ = c.SetReadDeadline(clock.System{}.Now().Add(c.server.Limits.BodyTime)) // fails on a closed connection, as the read will
	b := &body{ReadCloser: r.Body, c: c, header: w.Header()}
	r.Body = b
	return b
}

// body is a request's body. Once it is whole the time is no longer counted: net/http then waits for the client to go away,
// for as long as the answer takes.
type body struct {
	io.ReadCloser
	c      *conn
	header http.Header // of the answer
	read   int64
	held   int64 // of Limits.Bodies
}

// free is how much of a body is not counted.
const free = 4 << 10

// errCrowded is, to whoever reads the body, that it is too slow: a client can send it again.
var errCrowded = fmt.Errorf("there is no room for this body: %w", os.ErrDeadlineExceeded)

// Read reads. The time goes on after an error, so that net/http does not wait for the rest of a body that is too slow.
func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if errors.Is(err, io.EOF) {
		_ = b.c.SetReadDeadline(time.Time{}) // likewise
	}
	b.read += int64(n)
	more := max(b.read-free, 0) - b.held
	if more == 0 {
		return n, err
	}
	b.held += more
	s := b.c.server
	if all := s.bodies.Add(more); all > s.Limits.Bodies && all > b.held && !errors.Is(err, io.EOF) {
		s.Log.Warn("bodies of too many bytes", "limit", s.Limits.Bodies, "client", b.c.RemoteAddr().String())
		b.header.Set("X-Jobsim-Hint", fmt.Sprintf("all %d bytes for bodies on their way are in use: --max-bodies allows more", s.Limits.Bodies))
		_ = b.c.SetReadDeadline(clock.System{}.Now()) // so that net/http does not wait for the rest
		return n, errCrowded
	}
	return n, err
}

// done lets go of the body.
func (b *body) done() {
	if b != nil {
		b.c.server.bodies.Add(-b.held)
	}
}
