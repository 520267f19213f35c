package trace

import (
	"bytes"
	"net/http"
	"strconv"
	"time"

	"github.com/tidwall/gjson"
)

// solidFireURL is where a request goes whose log does not say where.
const solidFireURL = "/json-rpc/12.5"

// solidfire reads the debug lines of the SolidFire SDKs: of the one for Go, which logs "Request: " and "Response: " with
// logrus, and of the one for Python, which logs bare JSON and then a Python dictionary under "solidfire.Element". Both leave
// the URL to urllib3's own line, if that is logged at all.
type solidfire struct {
	url string
}

var (
	logrusText    = []byte(`msg="Re`)
	logrusJSON    = []byte(`"msg":"Re`)
	logrusColour  = []byte("DEBU[")
	pythonElement = []byte("solidfire.Element - ")
	urllibPost    = []byte(`"POST /json-rpc/`)
)

func isSolidFire(text []byte) bool {
	head := text[:min(len(text), 160)]
	return bytes.Contains(head, logrusText) || bytes.Contains(head, logrusJSON) || bytes.Contains(head, pythonElement) ||
		bytes.Contains(head, urllibPost) || bytes.HasPrefix(head, logrusColour) && bytes.Contains(head, []byte("] Re"))
}

// message takes one message of an SDK.
func (s *solidfire) message(r *record, p *pairing) {
	r.group = "solidfire"
	switch head := r.text[:min(len(r.text), 160)]; {
	case bytes.Contains(head, urllibPost):
		s.learn(r.text, p)
	case bytes.Contains(head, pythonElement):
		_, payload, _ := bytes.Cut(r.text, pythonElement)
		_, payload, _ = bytes.Cut(payload, []byte(" - "))
		s.payload(r, p, payload)
	default:
		s.logrus(r, p)
	}
}

// logrus takes a message in one of the three forms that logrus writes.
func (s *solidfire) logrus(r *record, p *pairing) {
	text := r.text
	at := ""
	switch {
	case text[0] == '{':
		at = gjson.GetBytes(text, "time").String()
		text = []byte(gjson.GetBytes(text, "msg").String())
	case bytes.HasPrefix(text, logrusColour):
		_, text, _ = bytes.Cut(text, []byte("] "))
	default:
		if _, stamp, found := bytes.Cut(text, []byte(`time="`)); found {
			stamp, _, _ = bytes.Cut(stamp, []byte(`"`))
			at = string(stamp)
		}
		start := bytes.Index(text, logrusText)
		text = quotedAt(text[max(start, 0)+len(`msg=`):])
	}
	if stamp, err := time.Parse(time.RFC3339Nano, at); err == nil {
		r.at = stamp
	}
	for _, word := range [...]string{"Request: ", "Response: "} {
		if payload, found := bytes.CutPrefix(text, []byte(word)); found {
			s.payload(r, p, payload)
		}
	}
}

// quotedAt returns the Go string literal that begins a text; of one that does not end, what there is.
func quotedAt(text []byte) []byte {
	literal, err := strconv.QuotedPrefix(string(text))
	if err != nil {
		literal = string(bytes.TrimRight(text, "\\")) + `"`
	}
	plain, err := strconv.Unquote(literal)
	if err != nil {
		return nil
	}
	return []byte(plain)
}

// payload takes a JSON-RPC request or response.
func (s *solidfire) payload(r *record, p *pairing, payload []byte) {
	payload = bytes.TrimSpace(payload)
	if len(payload) == 0 || payload[0] != '{' {
		return
	}
	if !gjson.ValidBytes(payload) {
		plain, ok := pythonJSON(payload)
		if !ok {
			p.report.remark(r.line, "the JSON-RPC message is cut, and is left out")
			return
		}
		payload = plain
	}
	h := http.Header{"Content-Type": {"application/json"}}
	switch body := p.body(r, payload); {
	case gjson.GetBytes(payload, "method").Exists():
		url := solidFireURL
		if s.url != "" {
			url = s.url
		}
		o := p.request(r, "", Request{Method: http.MethodPost, URL: url, Header: h, Body: body})
		o.header, o.body = true, true
	case gjson.GetBytes(payload, "result").Exists(), gjson.GetBytes(payload, "error").Exists():
		o := p.response(r, "", http.StatusOK)
		if code := gjson.GetBytes(payload, "error.code"); code.Int() == http.StatusUnauthorized {
			o.Status = http.StatusUnauthorized
		}
		o.header, o.Response.Header = true, h
		p.responseBody(r, "", body)
	}
}

// learn takes the URL from a line such as `https://10.0.0.1:443 "POST /json-rpc/12.5 HTTP/1.1" 200 310`.
func (s *solidfire) learn(text []byte, p *pairing) {
	before, path, _ := bytes.Cut(text, []byte(`"POST `))
	path, _, _ = bytes.Cut(path, []byte(" "))
	words := bytes.FieldsFunc(before, func(c rune) bool { return c == ' ' })
	host := ""
	if len(words) > 0 {
		if at := bytes.Index(words[len(words)-1], []byte("http")); at >= 0 {
			host = string(words[len(words)-1][at:])
		}
	}
	s.url = host + string(path)
	for _, o := range p.requests {
		if o.group == "solidfire" {
			o.URL = s.url
		}
	}
}
