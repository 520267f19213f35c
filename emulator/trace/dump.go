package trace

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
)

// part is which part of an exchange a message dumps.
type part int

const (
	requestURL part = iota
	requestHeaders
	requestBody
	responseCode
	responseHeaders
	responseBody
	responseText // a response body that is no JSON
	responseOmitted
)

// dumpWords are what the round trippers of the Terraform providers and of gophercloud write in front of a part, behind the
// name of the cloud.
var dumpWords = [...]string{
	requestURL: "Request URL:", requestHeaders: "Request Headers:", requestBody: "Request Body:",
	responseCode: "Response Code:", responseHeaders: "Response Headers:", responseBody: "Response Body:",
	responseText: "the response is:", responseOmitted: "Not logging because",
}

// dumpHead is a parsed beginning such as "[DEBUG] [7f3a] OpenTelekomCloud Request URL: ".
type dumpHead struct {
	part  part
	id    string // the log's own number of the exchange; empty in most logs
	whole int    // bytes up to the payload
}

// dumpKind parses the beginning of a message. It reports false for a message of another kind.
func dumpKind(text []byte) (dumpHead, bool) {
	var h dumpHead
	rest := text
	if level, r := cutLevel(rest); level {
		rest = r
	}
	if len(rest) > 0 && rest[0] == '[' {
		end := bytes.IndexByte(rest, ']')
		if end < 0 || end > 64 {
			return h, false
		}
		h.id, rest = string(rest[1:end]), bytes.TrimLeft(rest[end+1:], " ")
	}
	for range 2 { // the name of the cloud is one word, or none
		for p, word := range dumpWords {
			if bytes.HasPrefix(rest, []byte(word)) {
				h.part = part(p)
				h.whole = len(text) - len(rest) + len(word)
				return h, true
			}
		}
		word := bytes.IndexByte(rest, ' ')
		if word < 0 || word > 32 {
			break
		}
		rest = rest[word+1:]
	}
	return h, false
}

// dump takes one part of an exchange.
func (p *pairing) dump(r *record, h dumpHead) {
	payload := bytes.TrimPrefix(bytes.TrimPrefix(r.text[h.whole:], []byte(" ")), []byte("\n"))
	switch h.part {
	case requestURL:
		method, url, found := bytes.Cut(bytes.TrimSpace(payload), []byte(" "))
		if !found || !isMethod(method) {
			p.report.remark(r.line, "the request line is cut, and the request is left out")
			return
		}
		url, _, _ = bytes.Cut(url, []byte("\n"))
		p.request(r, h.id, Request{Method: string(method), URL: string(url), Header: http.Header{}})
	case requestHeaders:
		p.requestHeader(r, h.id, parseHeaders(payload))
	case requestBody:
		p.requestBody(r, h.id, p.body(r, payload))
	case responseCode:
		payload, _, _ = bytes.Cut(payload, []byte("\n"))
		code, err := strconv.Atoi(string(bytes.TrimSpace(payload)))
		if err != nil || code < 100 || code > 999 {
			p.report.remark(r.line, "the response code is cut, and the response is left out")
			return
		}
		p.response(r, h.id, code)
	case responseHeaders:
		p.responseHeader(r, h.id, parseHeaders(payload))
	case responseBody:
		p.responseBody(r, h.id, p.body(r, payload))
	case responseOmitted:
		p.responseOmitted(r, h.id)
	case responseText:
		p.responseBody(r, h.id, Body{Bytes: bytes.Clone(bytes.TrimRight(payload, "\n"))})
	}
}

func isMethod(word []byte) bool {
	switch string(word) {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return true
	}
	return false
}

// parseHeaders parses lines such as "Name: value" up to the first that is none.
func parseHeaders(text []byte) http.Header {
	h := http.Header{}
	for line := range bytes.Lines(text) {
		if !addHeader(h, bytes.TrimSpace(line)) {
			break
		}
	}
	return h
}

// body takes the JSON at the beginning of a payload, which the round trippers indent, and drops what other programs wrote
// behind it.
func (p *pairing) body(r *record, payload []byte) Body {
	payload = bytes.TrimSpace(payload)
	if len(payload) == 0 || payload[0] != '{' && payload[0] != '[' {
		return Body{Bytes: bytes.Clone(payload)}
	}
	end := jsonEnd(payload)
	if end < 0 {
		p.report.remark(r.line, "the body is cut")
		return Body{Bytes: bytes.Clone(payload), State: Cut}
	}
	var compact bytes.Buffer
	if json.Compact(&compact, payload[:end]) != nil {
		p.report.remark(r.line, "the body is no whole JSON")
		return Body{Bytes: bytes.Clone(payload[:end]), State: Cut}
	}
	return Body{Bytes: compact.Bytes()}
}

// jsonEnd returns where the JSON object or array ends that begins a text; -1 if it does not end.
func jsonEnd(text []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
