package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// What became of a request.
var (
	errRefused    = errors.New("no connection")
	errUnanswered = errors.New("no answer")
	errCut        = errors.New("an answer that was cut off")
	errStatus     = errors.New("an answer other than 200")
)

// patience is how long an answer may take.
const patience = time.Minute

// polls returns one request for each API, about the jobs of the scenario "demo".
func polls(host string) []string {
	post := func(path, credential, body string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\n%s\r\nContent-Length: %d\r\n\r\n%s", path, host, credential, len(body), body)
	}
	const token = "X-Auth-Token: t"
	get := func(path string) string {
		return fmt.Sprintf("GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n", path, host, token)
	}
	return []string{
		get("/evs/v1/p/jobs/disk"),
		get("/sdrs/v1/p/jobs/group"),
		post("/drs/v3/p/jobs/batch-status", token, `{"jobs":["task"]}`),
		post("/element/json-rpc/12.8", "Authorization: Basic YWRtaW46YW55",
			`{"method":"GetAsyncResult","params":{"asyncHandle":7,"keepResult":true},"id":1}`),
	}
}

// client is one connection.
type client struct {
	net.Conn
	r *bufio.Reader
}

func dial(host string) (*client, error) {
	c, err := net.DialTimeout("tcp", host, patience)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errRefused, err)
	}
	return &client{c, bufio.NewReaderSize(c, 2<<10)}, nil
}

// ask sends one request and reads its response to the end. last reports whether the server accepts no further one.
func (c *client) ask(request string) (last bool, err error) {
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return false, fmt.Errorf("%w: %w", errUnanswered, err)
	}
	if _, err := io.WriteString(c, request); err != nil {
		return false, fmt.Errorf("%w: %w", errUnanswered, err)
	}
	if _, err := c.r.Peek(1); err != nil {
		return false, fmt.Errorf("%w: %w", errUnanswered, err)
	}
	res, err := http.ReadResponse(c.r, nil)
	if err != nil {
		return false, fmt.Errorf("%w: %w", errCut, err)
	}
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return false, fmt.Errorf("%w: %w", errCut, err)
	}
	if res.StatusCode != http.StatusOK {
		return res.Close, fmt.Errorf("%w: %s", errStatus, res.Status)
	}
	return res.Close, nil
}
