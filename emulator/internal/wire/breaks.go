package wire

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/rule"
)

// dripPause is the pause between two bytes of a response that drips.
const dripPause = 5 * time.Millisecond

// garbage is what a body is replaced by: neither JSON nor UTF-8, and no vendor's text.
const garbage = "\x00\xff<<not what you asked for>>\xfe"

// finish sends a response that was kept: late, or broken as the rule says. The response was computed when the request
// arrived; delay and break are transport and come after. It reports whether the response was sent whole, as far as it was
// kept.
func (r *Recorder) finish() bool {
	if r.call.backend.Replay {
		return r.replayed()
	}
	if !r.keeps() || r.Status == 0 {
		return true
	}
	if e := r.call.rule.Edit; e != nil {
		r.edit(e)
	}
	if hold := r.call.rule.DelayOf(r.call.World.Seed(), r.call.nth); hold > 0 && !(r.listens() && r.pause(hold)) {
		return false
	}
	switch r.call.rule.Break {
	case rule.Reset, rule.Lose:
		r.reset()
		return false
	case rule.Hang:
		if r.listens() {
			select {
			case <-r.call.Context().Done():
			case <-r.shutdown():
			}
		}
		panic(http.ErrAbortHandler)
	case rule.Empty:
		r.send(nil)
	case rule.Garbage:
		r.send([]byte(garbage))
	case rule.Truncate:
		r.Header().Set("Content-Length", strconv.Itoa(max(len(r.kept), 1)))
		r.send(r.kept[:len(r.kept)/2])
		r.flush()
		panic(http.ErrAbortHandler) // how net/http ends a connection in the middle of a response
	case rule.Drip:
		return r.drip()
	default:
		r.send(r.kept)
	}
	return true
}

func (r *Recorder) send(body []byte) {
	r.ResponseWriter.WriteHeader(r.Status)
	_, _ = r.pass(body) // failed keeps the error
}

// pass writes to the connection and keeps the first error.
func (r *Recorder) pass(p []byte) (int, error) {
	n, err := r.ResponseWriter.Write(p)
	r.Bytes += int64(n)
	if r.journaled && r.call.backend.Journal.RecordsBodies() {
		r.sent = append(r.sent, p[:n]...)
	}
	if r.failed == nil {
		r.failed = err
	}
	return n, err
}

// drip sends the body byte by byte and reports whether all of it was sent. net/http flushes the last byte after the
// journal has the entry.
func (r *Recorder) drip() bool {
	r.Header().Set("Content-Length", strconv.Itoa(len(r.kept)))
	r.send(nil)
	for i := range r.kept {
		if i > 0 {
			r.flush()
			select {
			case <-r.shutdown():
				panic(http.ErrAbortHandler)
			default:
			}
			if !r.pause(dripPause) {
				return false
			}
		}
		if _, err := r.pass(r.kept[i : i+1]); err != nil {
			return false
		}
	}
	return true
}

// shutdown returns a channel that is closed when the server shuts down: a response without an end must not hold that up.
func (r *Recorder) shutdown() <-chan struct{} { return r.call.dispatcher.servers.Done(r.call.Request) }

func (r *Recorder) flush() { _ = http.NewResponseController(r.ResponseWriter).Flush() } // without one there is nothing to flush

// listens reads what is left of the request: only behind its end does net/http notice that a client goes away. It returns
// false for a client that went before.
func (r *Recorder) listens() bool {
	if r.call.Request.Body == nil {
		return true
	}
	_, err := io.Copy(io.Discard, r.call.Request.Body)
	return err == nil
}

// pause waits, and returns false when the client went away meanwhile.
func (r *Recorder) pause(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.call.Context().Done():
		return false
	}
}

// reset ends the connection so that the client sees a reset and not an orderly end: a socket that is closed with unsent
// linger does that. Without a connection to hijack the handler is aborted instead. The journal has the entry before the
// client can see the reset.
func (r *Recorder) reset() {
	r.over()
	conn, _, err := http.NewResponseController(r.ResponseWriter).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	under := conn
	if secured, ok := conn.(interface{ NetConn() net.Conn }); ok {
		under = secured.NetConn()
	}
	if socket, ok := under.(interface{ SetLinger(sec int) error }); ok { // a *net.TCPConn, or one in memory
		_ = socket.SetLinger(0) // at worst the end is orderly
	}
	_ = under.Close()
}
