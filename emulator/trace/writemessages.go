package trace

import (
	"bytes"
	"fmt"
	"net/http"
)

// File is a file to be written.
type File struct {
	Name string
	Text []byte
}

// Messages returns exchanges as pairs of HTTP messages: 0001-request.http, 0001-response.http, and so on. A request without a
// response has no second file.
func Messages(list []Exchange) []File {
	var files []File
	for i, e := range list {
		if e.Request.Method != "" {
			var b bytes.Buffer
			fmt.Fprintf(&b, "%s %s HTTP/1.1\n", e.Request.Method, e.Request.URL)
			files = append(files, File{fmt.Sprintf("%04d-request.http", i+1), messageText(&b, e.Request.Header, e.Request.Body.Bytes)})
		}
		if e.Response.Status != 0 {
			var b bytes.Buffer
			fmt.Fprintf(&b, "HTTP/1.1 %d %s\n", e.Response.Status, http.StatusText(e.Response.Status))
			files = append(files, File{fmt.Sprintf("%04d-response.http", i+1), messageText(&b, e.Response.Header, e.Response.Body.Bytes)})
		}
	}
	return files
}

func messageText(b *bytes.Buffer, h http.Header, body []byte) []byte {
	for _, name := range sorted(h) {
		for _, value := range h[name] {
			fmt.Fprintf(b, "%s: %s\n", name, value)
		}
	}
	b.WriteByte('\n')
	b.Write(body)
	return b.Bytes()
}
