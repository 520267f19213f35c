// Command bare is what jobsim is measured against: a net/http server that writes fixed responses, head and body as jobsim wrote
// them, and does nothing else. It reads the responses from the file that is its only argument, prints its address and serves
// until it is ended.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"time"
)

// response is a response to repeat.
type response struct {
	Path   string      `json:"path"`
	Header http.Header `json:"header"`
	Body   string      `json:"body"`
}

func main() {
	if err := serve(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "bare:", err)
		os.Exit(1)
	}
}

func serve(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var all []response
	if err := json.Unmarshal(text, &all); err != nil {
		return err
	}
	mux := http.NewServeMux()
	for _, r := range all {
		body := []byte(r.Body)
		mux.HandleFunc(r.Path, func(w http.ResponseWriter, req *http.Request) {
			_, _ = io.Copy(io.Discard, req.Body)
			maps.Copy(w.Header(), r.Header)
			_, _ = w.Write(body)
		})
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	return server.Serve(listener)
}
