package trace

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// The members of a journal entry that matter here: what GET /__admin/journal and `jobsim ctl journal -o json` write.
type journalEntry struct {
	N        uint64
	API      string
	Method   string
	Path     string
	Query    string
	Headers  map[string]string
	Body     string
	State    string
	Status   int
	Bytes    int64
	Observed []struct{ Job, Status, Phase string }
	At       time.Time
}

// isJournal reports whether a file that begins so is a journal: one document, a list of entries, or an entry a line.
func isJournal(head []byte) bool {
	return len(head) > 0 && (head[0] == '{' || head[0] == '[') && bytes.Contains(head, []byte(`"request_id"`)) && bytes.Contains(head, []byte(`"api"`))
}

// readJournal reads the entries one by one.
func readJournal(in io.Reader, report *Report, yield func(Exchange)) error {
	report.remark(0, "a journal keeps no bodies of responses, only the statuses in them: jobsim ctl journal export --har has both")
	dec := json.NewDecoder(in)
	for {
		token, err := dec.Token()
		if err != nil {
			return damaged(err, report, 0, "the file ends before its last bracket")
		}
		if token == json.Delim('[') {
			break
		}
	}
	for dec.More() {
		var e journalEntry
		if err := dec.Decode(&e); err != nil {
			return damaged(err, report, 0, "the file ends within an entry, or an entry has a member of another type")
		}
		yield(e.exchange(report))
	}
	return nil
}

func (j *journalEntry) exchange(report *Report) Exchange {
	e := Exchange{Line: int(j.N), At: j.At, Request: Request{Method: j.Method, URL: j.Path, Header: http.Header{}}}
	if j.Query != "" {
		e.Request.URL += "?" + j.Query
	}
	for name, value := range j.Headers {
		e.Request.Header.Set(name, value)
	}
	e.Request.Body.Bytes = []byte(j.Body)
	if j.Body != "" && !json.Valid([]byte(j.Body)) {
		e.Request.Body = Body{Bytes: []byte(j.Body), State: Cut}
		report.remark(int(j.N), "the journal has the beginning of the request's body only")
	}
	if j.State == "answered" {
		e.Response = Response{Status: j.Status, Header: http.Header{}}
	}
	if j.Bytes > 0 {
		e.Response.Body.State = Missing
	}
	for _, o := range j.Observed {
		e.Observed = append(e.Observed, Observation{Job: o.Job, Status: o.Status, Phase: o.Phase})
	}
	return e
}
