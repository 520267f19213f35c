package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/urfave/cli/v3"
)

// longestEvent bounds what one event may bring, in bytes.
const longestEvent = 1 << 20

func ctlFollow(ctx context.Context, cmd *cli.Command) error {
	q, err := entryQuery(cmd)
	if err != nil {
		return err
	}
	r, err := remoteOf(cmd)
	if err != nil {
		return err
	}
	res, err := r.send(ctx, question{method: http.MethodGet, path: "/journal/follow", query: q})
	switch {
	case ctx.Err() != nil:
		return nil // interrupted, as told
	case err != nil:
		return err
	}
	defer res.Body.Close()
	err = eachEvent(res.Body, func(data string) error { return writeEvent(cmd, data) })
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return fail(exitRuntime, "%s: %w", r.base, err)
	}
	return fail(exitRuntime, "%s: the stream ended: the session is over or the server stopped", r.base)
}

// eachEvent gives the data of each of a stream's server-sent events to see.
func eachEvent(stream io.Reader, see func(string) error) error {
	read := bufio.NewScanner(stream)
	read.Buffer(nil, longestEvent)
	for read.Scan() {
		if data, ok := strings.CutPrefix(read.Text(), "data: "); ok {
			if err := see(data); err != nil {
				return err
			}
		}
	}
	return read.Err()
}

// writeEvent writes a request in one line.
func writeEvent(cmd *cli.Command, data string) error {
	w := cmd.Root().Writer
	if cmd.Bool("json") {
		_, err := fmt.Fprintln(w, data)
		return err
	}
	var e entryDoc
	if err := json.Unmarshal([]byte(data), &e); err != nil {
		return fmt.Errorf("an event that cannot be read: %w", err)
	}
	_, err := fmt.Fprintln(w, strings.Join(e.row(), "  "))
	return err
}
