// Command loader sends requests over kept connections, one at a time on each, for as long as it is asked to, and prints how many
// responses came and how long the slower ones took. It costs as little as it can: requests are bytes that are written as they
// stand, and of a response only the status and the length are looked at.
//
//	loader -connections 32 -time 2s ADDRESS FILE...
//
// Each file holds one request, head and body; the connections take them in turns.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http/httputil"
	"os"
	"slices"
	"strconv"
	"sync"
	"time"
)

func main() {
	connections := flag.Int("connections", 32, "how many connections are kept busy")
	span := flag.Duration("time", 2*time.Second, "how long requests are sent")
	flag.Parse()
	if err := run(*connections, *span, flag.Arg(0), flag.Args()[min(1, flag.NArg()):]); err != nil {
		fmt.Fprintln(os.Stderr, "loader:", err)
		os.Exit(1)
	}
}

// result is what the loader prints, as JSON. Times are in nanoseconds.
type result struct {
	Requests int           `json:"requests"`
	Took     time.Duration `json:"took"`
	Median   time.Duration `json:"median"`
	Slow     time.Duration `json:"slow"` // the 99th percentile
}

func run(connections int, span time.Duration, address string, files []string) error {
	requests, err := readAll(files)
	if err != nil {
		return err
	}
	conns, err := dialAll(connections, address)
	if err != nil {
		return err
	}
	times, failures := make([][]time.Duration, connections), make([]error, connections)
	began := time.Now()
	end := began.Add(span)
	var all sync.WaitGroup
	for i, c := range conns {
		all.Go(func() {
			defer func() { _ = c.Close() }() // nothing is left to send
			times[i], failures[i] = keepBusy(c, requests, i, end)
		})
	}
	all.Wait()
	took := time.Since(began)
	if err := errors.Join(failures...); err != nil {
		return err
	}
	every := slices.Concat(times...)
	if len(every) == 0 {
		return errors.New("no response came")
	}
	slices.Sort(every)
	return json.NewEncoder(os.Stdout).Encode(result{len(every), took, every[len(every)/2], every[len(every)*99/100]})
}

func readAll(files []string) ([][]byte, error) {
	if len(files) == 0 {
		return nil, errors.New("no file with a request")
	}
	var all [][]byte
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, nil
}

// dialAll opens the connections before the time begins to count.
func dialAll(n int, address string) ([]net.Conn, error) {
	conns := make([]net.Conn, n)
	for i := range conns {
		c, err := net.Dial("tcp", address)
		if err != nil {
			return nil, err
		}
		conns[i] = c
	}
	return conns, nil
}

// keepBusy sends the requests in turns until the end, from one of them on, and returns how long each response took.
func keepBusy(c net.Conn, requests [][]byte, from int, end time.Time) ([]time.Duration, error) {
	in := bufio.NewReaderSize(c, 64<<10)
	times := make([]time.Duration, 0, 1<<14)
	for i := from; ; i++ {
		sent := time.Now()
		if sent.After(end) {
			return times, nil
		}
		if _, err := c.Write(requests[i%len(requests)]); err != nil {
			return nil, err
		}
		if err := skipResponse(in); err != nil {
			return nil, err
		}
		times = append(times, time.Since(sent))
	}
}

// skipResponse reads one response, and returns an error if it is not a 200 or its end cannot be known.
func skipResponse(in *bufio.Reader) error {
	line, err := in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if len(line) < 12 || string(line[9:12]) != "200" {
		return fmt.Errorf("the response begins with %q", line)
	}
	length, chunked := -1, false
	for {
		line, err = in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) <= 2 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
		chunked = chunked || bytes.HasPrefix(line, []byte("Transfer-Encoding: chunked"))
	}
	if chunked {
		return skipChunks(in)
	}
	if length < 0 {
		return errors.New("a response has neither a Content-Length nor chunks")
	}
	_, err = io.CopyN(io.Discard, in, int64(length))
	return err
}

func skipChunks(in *bufio.Reader) error {
	if _, err := io.Copy(io.Discard, httputil.NewChunkedReader(in)); err != nil {
		return err
	}
	_, err := in.ReadSlice('\n') // the empty line after the last chunk
	return err
}
