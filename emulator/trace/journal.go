package trace

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/journal"
)

// journalEntry has the members of a journal entry that matter here, as GET /__admin/journal and `jobsim ctl journal -o json` write
// them.
type journalEntry struct {
	N               uint64
	Method          string
	Path            string
	Query           string
	Headers         map[string]string
	Body            string
	State           string
	Status          int
	Bytes           int64
	ResponseHeaders map[string]string `json:"response_headers"`
	ResponseBody    string            `json:"response_body"`
	Observed        []Observation
	At              time.Time
	Duration        string
}

// isJournal reports whether a file that begins so is a journal: one document, a list of entries, or an entry a line.
func isJournal(head []byte) bool {
	return len(head) > 0 && (head[0] == '{' || head[0] == '[') && bytes.Contains(head, []byte(`"request_id"`)) && bytes.Contains(head, []byte(`"api"`))
}

// readJournal reads the entries one by one.
func readJournal(in *bufio.Reader, report *Report, yield func(Exchange)) error {
	head, _ := in.Peek(64)
	dec := json.NewDecoder(in)
	if head = bytes.TrimSpace(head); bytes.HasPrefix(head, []byte("[")) || firstKey(head) == "entries" {
		if found, err := seekEntries(dec); !found {
			return damaged(err, report, 0, "the file has no entries")
		}
	}
	for dec.More() {
		var e journalEntry
		if err := dec.Decode(&e); err != nil {
			return damaged(err, report, 0, "the file ends within an entry, or an entry has a member of another type")
		}
		x := e.exchange()
		if x.Request.Body.State != Whole {
			report.remark(x.Line, "the journal has the beginning of the request's body only")
		}
		if x.Response.Body.State == Missing {
			report.remark(x.Line, "the journal has no body of the response, only the statuses in it: let jobsim serve record them with --journal-bodies")
		}
		yield(x)
	}
	return nil
}

// seekEntries advances to the first entry. It reports whether there is a list of entries.
func seekEntries(dec *json.Decoder) (bool, error) {
	for {
		token, err := dec.Token()
		if err != nil || token == json.Delim('[') {
			return err == nil, err
		}
	}
}

// FromJournal returns the entries of a journal as exchanges. Without recorded bodies they have the jobs that each response showed, and
// no bodies of responses.
func FromJournal(entries []journal.Entry) []Exchange {
	all := make([]Exchange, len(entries))
	for i, e := range entries {
		doc := journalEntry{
			N: e.N, Method: e.Method, Path: e.Path, Query: e.Query, Headers: headerMap(e.Header), Body: e.Body, State: string(e.State),
			Status: e.Status, Bytes: e.Bytes, ResponseHeaders: headerMap(e.Response.Header), ResponseBody: e.Response.Body, At: e.At,
			Duration: e.Took.String(),
		}
		for _, v := range e.Observed {
			doc.Observed = append(doc.Observed, Observation{Job: v.Job.String(), Status: v.Status, Phase: v.Phase.String()})
		}
		all[i] = doc.exchange()
	}
	return all
}

func headerMap(list []journal.Header) map[string]string {
	m := make(map[string]string, len(list))
	for _, h := range list {
		m[h.Name] = h.Value
	}
	return m
}

func (j *journalEntry) exchange() Exchange {
	e := Exchange{Line: int(j.N), At: j.At, Request: Request{Method: j.Method, URL: j.Path, Header: http.Header{}}}
	e.Took, _ = time.ParseDuration(j.Duration)
	if j.Query != "" {
		e.Request.URL += "?" + j.Query
	}
	for name, value := range j.Headers {
		e.Request.Header.Set(name, value)
	}
	e.Request.Body = Body{Bytes: []byte(j.Body)}
	if j.Body != "" && !json.Valid([]byte(j.Body)) {
		e.Request.Body.State = Cut
	}
	if j.State != string(journal.Answered) {
		return e // the connection ended before the response was whole
	}
	e.Response = Response{Status: j.Status, Header: http.Header{}}
	for name, value := range j.ResponseHeaders {
		e.Response.Header.Set(name, value)
	}
	switch {
	case j.Bytes == 0:
	case j.ResponseBody == "" || strings.HasSuffix(j.ResponseBody, "bytes that are no JSON)"):
		e.Response.Body.State = Missing
	default:
		e.Response.Body.Bytes = []byte(j.ResponseBody)
		if !json.Valid(e.Response.Body.Bytes) {
			e.Response.Body.State = Cut
		}
	}
	if e.Response.Body.State == Missing {
		e.Observed = j.Observed
	}
	return e
}
