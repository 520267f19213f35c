package testharness

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/journal"
)

// Request is a request that a client sent. Secrets in it are replaced by "***".
type Request struct {
	N      uint64    // the number of the request in its session, from 1
	At     time.Time // when it arrived, by the emulator's clock
	Call   string    // such as "evs.createVolume"
	Method string
	Path   string
	Query  string
	Header http.Header
	Body   string // empty if there was none or nobody read it
	Status int    // of the response; 0 if there was none
	Whole  bool   // the response was sent whole
	Rule   string // where the rule that matched the call stands, "file:line"; empty if none did
}

// Requests returns the requests of a call, such as "evs.createVolume", oldest first. It ends the test if there is no such
// call.
func (s *Sim) Requests(call string) []Request {
	s.t.Helper()
	s.must(checkCall(call))
	return s.Journal().requests(call)
}

func (j Journal) requests(call string) []Request {
	var found []Request
	for _, e := range j.Entries() {
		if e.API+"."+e.Op == call {
			found = append(found, requestOf(e))
		}
	}
	return found
}

// requestOf returns the request of an entry.
func requestOf(e journal.Entry) Request {
	header := http.Header{}
	for _, h := range e.Header {
		header.Add(h.Name, h.Value)
	}
	return Request{
		N: e.N, At: e.At, Call: e.API + "." + e.Op, Method: e.Method, Path: e.Path, Query: e.Query, Header: header,
		Body: e.Body, Status: e.Status, Whole: e.State == journal.Answered, Rule: e.Rule,
	}
}

// Decode decodes the JSON body into v.
func (r Request) Decode(v any) error {
	if err := r.checkBody(); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(r.Body), v); err != nil {
		return fmt.Errorf("request %d: its body: %w", r.N, err)
	}
	return nil
}

// Get returns the value at a path of the JSON body, such as "volume.size", as text: a string without quotes, anything else
// as JSON. It is empty if nothing is there. Paths are those of the scenario language's "where".
func (r Request) Get(path string) string { return gjson.Get(r.Body, path).String() }

// checkBody returns an error if the body is not JSON, or too long for the journal.
func (r Request) checkBody() error {
	switch {
	case r.Body == "":
		return fmt.Errorf("request %d has no body", r.N)
	case strings.HasSuffix(r.Body, "…"):
		return fmt.Errorf("request %d has a body of more than the %d bytes that the journal keeps", r.N, len(r.Body)-len("…"))
	case !gjson.Valid(r.Body):
		return fmt.Errorf("request %d has a body that is not JSON: %s", r.N, r.Body)
	}
	return nil
}
