package trace

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// WriteHAR writes exchanges as a HAR 1.2 file. base is where the requests went whose URL is a path, such as "http://127.0.0.1:8080".
// version is that of the program.
func WriteHAR(w io.Writer, base, version string, list []Exchange) error {
	entries := make([]any, len(list))
	for i, e := range list {
		entries[i] = harOf(e, base)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"log": map[string]any{
		"version": "1.2", "creator": map[string]any{"name": "jobsim", "version": version}, "entries": entries,
	}})
}

// harOf returns the entry of one exchange, with all members that HAR 1.2 demands.
func harOf(e Exchange, base string) map[string]any {
	raw := e.Request.URL
	if strings.HasPrefix(raw, "/") {
		raw = base + raw
	}
	query := []harHeader{}
	if u, err := url.Parse(raw); err == nil {
		for _, name := range sorted(u.Query()) {
			query = append(query, harHeader{name, u.Query().Get(name)})
		}
	}
	request := map[string]any{
		"method": e.Request.Method, "url": raw, "httpVersion": "HTTP/1.1", "cookies": []any{}, "headers": harHeaders(e.Request.Header),
		"queryString": query, "headersSize": -1, "bodySize": len(e.Request.Body.Bytes),
	}
	if len(e.Request.Body.Bytes) > 0 {
		request["postData"] = map[string]any{"mimeType": e.Request.Header.Get("Content-Type"), "text": string(e.Request.Body.Bytes)}
	}
	content := map[string]any{"size": len(e.Response.Body.Bytes), "mimeType": e.Response.Header.Get("Content-Type")}
	switch body := e.Response.Body; {
	case body.State == Missing:
		content["size"] = -1
		content["comment"] = "not recorded"
	case utf8.Valid(body.Bytes):
		content["text"] = string(body.Bytes)
	default:
		content["text"], content["encoding"] = base64.StdEncoding.EncodeToString(body.Bytes), "base64"
	}
	ms := float64(e.Took) / float64(time.Millisecond)
	return map[string]any{
		"startedDateTime": e.At.UTC().Format("2006-01-02T15:04:05.000Z"), "time": ms, "request": request, "cache": map[string]any{},
		"timings": map[string]any{"send": 0, "wait": ms, "receive": 0},
		"response": map[string]any{
			"status": e.Response.Status, "statusText": http.StatusText(e.Response.Status), "httpVersion": "HTTP/1.1", "cookies": []any{},
			"headers": harHeaders(e.Response.Header), "content": content, "redirectURL": "", "headersSize": -1,
			"bodySize": len(e.Response.Body.Bytes),
		},
	}
}

func harHeaders(h http.Header) []harHeader {
	list := []harHeader{}
	for _, name := range sorted(h) {
		for _, value := range h[name] {
			list = append(list, harHeader{name, value})
		}
	}
	return list
}

// sorted returns the names of a header or a query.
func sorted(h map[string][]string) []string {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
