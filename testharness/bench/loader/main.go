// Command loader sends requests over kept connections, one at a time on each, for as long as it is asked to, and prints how many
// responses came and how long they took.
//
//	loader -connections 32 -time 2s ADDRESS FILE...
//
// Each file holds one request, head and body; the connections take them in turns. The loader never sleeps: it looks again and
// again whether a response has come, so that the server it measures never pays for waking it up, however fast that server is.
// It costs as little as it can: requests are bytes that are written as they stand, and of a response only the status and the length
// are looked at. It needs Linux.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
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
	all, err := dialAll(connections, address)
	if err != nil {
		return err
	}
	times, took, err := drive(all, requests, span)
	if err != nil {
		return err
	}
	if len(times) == 0 {
		return errors.New("no response came")
	}
	slices.Sort(times)
	return json.NewEncoder(os.Stdout).Encode(result{len(times), took, times[len(times)/2], times[len(times)*99/100]})
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
