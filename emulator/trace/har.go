package trace

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"time"
)

// The members of a HAR 1.2 entry that matter here.
type (
	harEntry struct {
		Started  string  `json:"startedDateTime"`
		Time     float64 `json:"time"` // milliseconds
		Request  harRequest
		Response harResponse
	}
	harRequest struct {
		Method   string
		URL      string
		Headers  []harHeader
		PostData *struct {
			MimeType string
			Text     string
			Encoding string
			Params   []struct{ Name, Value string }
		}
		BodySize int64
	}
	harResponse struct {
		Status  int
		Headers []harHeader
		Content struct {
			Size     int64
			Text     *string
			Encoding string
		}
	}
	harHeader struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
)

// readHAR reads the entries of a HAR file one by one.
func readHAR(in io.Reader, report *Report, yield func(Exchange)) error {
	dec := json.NewDecoder(in)
	found, err := seekArray(dec, "log", "entries")
	if !found {
		return damaged(err, report, 0, "the file has no log.entries")
	}
	for n := 1; dec.More(); n++ {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return damaged(err, report, n, "the file ends within this entry")
		}
		var entry harEntry
		if err := json.Unmarshal(raw, &entry); err != nil {
			report.remark(n, "the entry has a member of another type than HAR 1.2 says, and is left out")
			continue
		}
		if entry.Request.Method == "" || entry.Request.URL == "" {
			report.remark(n, "the entry has no method or no URL, and is left out")
			continue
		}
		yield(entry.exchange(n, report))
	}
	if _, err := dec.Token(); err != nil {
		return damaged(err, report, 0, "the file ends before its last bracket")
	}
	return nil
}

// damaged turns an error of the syntax into a remark and returns any other.
func damaged(err error, report *Report, line int, text string) error {
	var syntax *json.SyntaxError
	if err == nil || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) {
		report.remark(line, text)
		return nil
	}
	return err
}

// seekArray advances to the first item of the array under a path of keys. It reports whether there is such an array.
func seekArray(dec *json.Decoder, path ...string) (bool, error) {
	for _, want := range path {
		if token, err := dec.Token(); err != nil || token != json.Delim('{') {
			return false, err
		}
		for found := false; !found; {
			if !dec.More() {
				return false, nil
			}
			key, err := dec.Token()
			if err != nil {
				return false, err
			}
			if found = key == want; !found {
				var skipped json.RawMessage
				if err := dec.Decode(&skipped); err != nil {
					return false, err
				}
			}
		}
	}
	token, err := dec.Token()
	return err == nil && token == json.Delim('['), err
}

func (h *harEntry) exchange(n int, report *Report) Exchange {
	e := Exchange{Line: n}
	if h.Time > 0 && h.Time < float64(time.Hour) { // -1 says that it is unknown
		e.Took = time.Duration(math.Round(h.Time * float64(time.Millisecond)))
	}
	var err error
	if e.At, err = time.Parse(time.RFC3339Nano, h.Started); err != nil {
		report.remark(n, "startedDateTime is no time")
	}
	e.Request = Request{Method: h.Request.Method, URL: h.Request.URL, Header: headers(h.Request.Headers)}
	e.Response = Response{Status: h.Response.Status, Header: headers(h.Response.Headers)}
	switch post := h.Request.PostData; {
	case post != nil:
		e.Request.Body = harBody(post.Text, post.Encoding, n, report)
	case h.Request.BodySize > 0:
		e.Request.Body.State = Missing
		report.remark(n, "the request's body is missing")
	}
	switch content := h.Response.Content; {
	case content.Text != nil:
		e.Response.Body = harBody(*content.Text, content.Encoding, n, report)
	case content.Size > 0:
		e.Response.Body.State = Missing
		report.remark(n, "the response's body is missing: save the file with content")
	}
	return e
}

func harBody(text, encoding string, n int, report *Report) Body {
	b := Body{Bytes: []byte(text)}
	if encoding == "base64" {
		plain, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			report.remark(n, "a body is not the base64 that its encoding says")
			return Body{State: Missing}
		}
		b.Bytes = plain
	}
	return b
}

func headers(list []harHeader) http.Header {
	h := make(http.Header, len(list))
	for _, pair := range list {
		if pair.Name != "" && pair.Name[0] != ':' { // HTTP/2 writes the request line as headers
			h.Add(pair.Name, pair.Value)
		}
	}
	return h
}
