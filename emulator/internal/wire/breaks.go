package wire

import (
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"github.com/jobsim/jobsim/emulator/rule"
)

// dripPause lies between two bytes of an answer that drips.
const dripPause = 5 * time.Millisecond

// garbage is what a body is replaced by: neither JSON nor UTF-8, and no vendor's text.
const garbage = "\x00\xff<<not what you asked for>>\xfe"

// finish sends an answer that was kept: late, or broken as the rule wants it. The answer was computed when the request
// arrived; delay and break are transport and come after.
func (r *Recorder) finish() {
	if !r.keeps() || r.Status == 0 || r.call.backend.Replay {
		return
	}
	if hold := r.call.rule.DelayOf(r.call.World.Seed(), r.call.nth); hold > 0 && !(r.listens() && r.pause(hold)) {
		return
	}
	switch r.call.rule.Break {
	case rule.Reset, rule.Lose:
		r.reset()
	case rule.Hang:
		if r.listens() {
			<-r.call.Context().Done()
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
		panic(http.ErrAbortHandler) // how net/http ends a connection in the middle of an answer
	case rule.Drip:
		r.drip()
	default:
		r.send(r.kept)
	}
}

func (r *Recorder) send(body []byte) {
	r.ResponseWriter.WriteHeader(r.Status)
	n, _ := r.ResponseWriter.Write(body) // a client that went away is its own affair
	r.Bytes = int64(n)
}

func (r *Recorder) drip() {
	r.Header().Set("Content-Length", strconv.Itoa(len(r.kept)))
	r.send(nil)
	for i := range r.kept {
		n, err := r.ResponseWriter.Write(r.kept[i : i+1])
		r.Bytes += int64(n)
		if err != nil || !r.pause(dripPause) {
			return
		}
		r.flush()
	}
}

func (r *Recorder) flush() { _ = http.NewResponseController(r.ResponseWriter).Flush() } // without one there is nothing to flush

// listens reads what is left of the request: only behind its end does net/http notice that a client goes away. It answers
// false for a client that went before.
func (r *Recorder) listens() bool {
	if r.call.Request.Body == nil {
		return true
	}
	_, err := io.Copy(io.Discard, r.call.Request.Body)
	return err == nil
}

// pause waits, and answers false when the client went away meanwhile.
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
// linger does that. Where there is no socket, as in a test without one, the handler's abort stands for it.
func (r *Recorder) reset() {
	conn, _, err := http.NewResponseController(r.ResponseWriter).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	under := conn
	if secured, ok := conn.(interface{ NetConn() net.Conn }); ok {
		under = secured.NetConn()
	}
	if tcp, ok := under.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // at worst the end is orderly
	}
	_ = under.Close()
}
