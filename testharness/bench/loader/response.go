package main

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// response is the part of a response that has come.
type response struct {
	text []byte
	head int // its length with the empty line; 0 as long as it is not whole
	body int // the length of the body; -1 for chunks
}

func (r *response) begin() { r.text, r.head, r.body = r.text[:0], 0, 0 }

// room returns where more of it goes.
func (r *response) room() []byte {
	if cap(r.text)-len(r.text) < 4096 {
		grown := make([]byte, len(r.text), 2*cap(r.text)+8192)
		copy(grown, r.text)
		r.text = grown
	}
	return r.text[len(r.text):cap(r.text)]
}

// read takes n bytes that came into the room, and reports whether the response is whole. It returns an error if the status is not 200
// or the end cannot be known.
func (r *response) read(n int) (bool, error) {
	r.text = r.text[:len(r.text)+n]
	if r.head == 0 {
		end := bytes.Index(r.text, []byte("\r\n\r\n"))
		if end < 0 {
			return false, nil
		}
		r.head = end + 4
		if err := r.readHead(r.text[:end]); err != nil {
			return false, err
		}
	}
	if r.body >= 0 {
		return len(r.text) >= r.head+r.body, nil
	}
	return bytes.HasSuffix(r.text, []byte("\r\n0\r\n\r\n")), nil
}

func (r *response) readHead(head []byte) error {
	if len(head) < 12 || string(head[9:12]) != "200" {
		return fmt.Errorf("the response begins with %.40q", head)
	}
	if _, after, ok := bytes.Cut(head, []byte("\r\nContent-Length: ")); ok {
		value, _, _ := bytes.Cut(after, []byte("\r\n"))
		n, err := strconv.Atoi(string(value))
		r.body = n
		return err
	}
	if bytes.Contains(head, []byte("\r\nTransfer-Encoding: chunked")) {
		r.body = -1
		return nil
	}
	return errors.New("a response has neither a Content-Length nor chunks")
}
