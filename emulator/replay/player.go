package replay

import (
	"bytes"
	"crypto/tls"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/trace"
)

// player sends recorded requests to an emulator of its own, whose clock follows the trace.
type player struct {
	emulator *emulator.Emulator
	clock    *clock.Steered
	sent     uint64
}

// newPlayer returns a player of scenarios. It returns an error if one of them has a fault.
func newPlayer(origin time.Time, requests int, scenarios ...emulator.Source) (*player, error) {
	at, err := clock.ParseAt(clock.Manual, origin)
	if err != nil {
		return nil, err
	}
	if scenarios == nil {
		scenarios = []emulator.Source{}
	}
	e, err := emulator.New(emulator.Options{Scenarios: scenarios, Clock: at, JournalSize: requests + 1})
	if err != nil {
		return nil, err
	}
	return &player{emulator: e, clock: at}, nil
}

// response is what the emulator responded with.
type response struct {
	status int // 0 if it closed the connection
	header http.Header
	body   bytes.Buffer
}

// Header implements http.ResponseWriter.
func (r *response) Header() http.Header { return r.header }

// WriteHeader implements http.ResponseWriter.
func (r *response) WriteHeader(status int) {
	if r.status == 0 {
		r.status = status
	}
}

// Write implements http.ResponseWriter.
func (r *response) Write(p []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(p)
}

// send plays one request at its instant, and returns the response and the journal's entry of it.
func (p *player) send(e *trace.Exchange) (*response, journal.Entry) {
	if e.At.After(p.clock.Now()) {
		p.clock.Set(e.At)
	}
	r := &response{header: http.Header{}}
	q, err := request(e)
	if err != nil {
		r.status = http.StatusBadRequest
		return r, journal.Entry{}
	}
	p.sent++
	func() {
		defer func() {
			if recover() != nil { // how a handler ends a connection
				r.status = 0
			}
		}()
		p.emulator.ServeHTTP(r, q)
	}()
	entry, _ := p.emulator.Journal().Entry(p.sent)
	return r, entry
}

// sessionPrefix is the path of a session of jobsim, which the request was recorded in.
var sessionPrefix = regexp.MustCompile(`^/s/[^/]+(/.*)$`)

// request makes the request of an exchange. A log that has no credentials gets some: with "auth: any" all are good.
func request(e *trace.Exchange) (*http.Request, error) {
	u, err := url.Parse(e.Request.URL)
	if err != nil {
		return nil, err
	}
	if found := sessionPrefix.FindStringSubmatch(u.Path); found != nil {
		u.Path, u.RawPath = found[1], ""
	}
	q := &http.Request{
		Method: e.Request.Method, URL: u, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Host: u.Host, Header: e.Request.Header.Clone(),
		Body: io.NopCloser(bytes.NewReader(e.Request.Body.Bytes)), ContentLength: int64(len(e.Request.Body.Bytes)), RemoteAddr: "192.0.2.1:1",
		RequestURI: u.RequestURI(),
	}
	if q.Header == nil {
		q.Header = http.Header{}
	}
	if host := q.Header.Get("Host"); q.Host == "" {
		q.Host = host
	}
	if u.Scheme == "https" {
		q.TLS = &tls.ConnectionState{}
	}
	if strings.HasPrefix(q.Host, ":") || q.Host == "" {
		q.Host = "localhost"
	}
	authorized := q.Header.Get("Authorization") != "" || q.Header.Get("X-Auth-Token") != ""
	if !authorized && e.Response.Status != http.StatusUnauthorized {
		if strings.Contains(u.Path, "/json-rpc/") {
			q.SetBasicAuth("user", "***")
		} else {
			q.Header.Set("X-Auth-Token", "***")
		}
	}
	if len(e.Request.Body.Bytes) > 0 && q.Header.Get("Content-Type") == "" {
		q.Header.Set("Content-Type", "application/json")
	}
	return q, nil
}
