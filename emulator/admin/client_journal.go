package admin

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// Query returns the filter as the arguments of GET /__admin/journal.
func (f EntryFilter) Query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"job": f.Job, "api": f.API, "op": f.Op, "state": f.State} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Status != 0 {
		q.Set("status", strconv.Itoa(f.Status))
	}
	if f.Since != nil {
		q.Set("since", strconv.FormatUint(*f.Since, 10))
	}
	if f.Unmatched {
		q.Set("unmatched", "true")
	}
	return q
}

// Journal returns the newest entries that a filter matches, oldest first. A limit of 0 means 1,000.
func (c *Client) Journal(ctx context.Context, f EntryFilter, limit int) (Journal, error) {
	q := f.Query()
	if limit > 0 {
		q.Set("limit", strconv.Itoa(limit))
	}
	return get[Journal](ctx, c, "/journal", q)
}

// Entry returns the entry with a number.
func (c *Client) Entry(ctx context.Context, n uint64) (Entry, error) {
	return get[Entry](ctx, c, "/journal/"+strconv.FormatUint(n, 10), nil)
}

// ClearJournal removes all entries. Their numbers are not used again.
func (c *Client) ClearJournal(ctx context.Context) error {
	return c.send(ctx, http.MethodDelete, "/journal", nil)
}

// Count returns how often the filter's job was polled, or without a job the number of completed requests.
func (c *Client) Count(ctx context.Context, f EntryFilter) (int, error) {
	n, err := get[Count](ctx, c, "/journal/count", f.Query())
	return n.Count, err
}

// Wait returns when what Count returns is at least polls. It returns an *Error with the code "timeout" after a span of real
// time, at most ten minutes.
func (c *Client) Wait(ctx context.Context, f EntryFilter, polls int, timeout time.Duration) (int, error) {
	q := f.Query()
	q.Set("polls", strconv.Itoa(polls))
	q.Set("timeout", timeout.String())
	n, err := get[Count](ctx, c, "/journal/wait", q)
	return n.Count, err
}

// Coverage returns what clients of all sessions were shown, and what would show them the rest.
func (c *Client) Coverage(ctx context.Context) (coverage.Coverage, error) {
	return get[coverage.Coverage](ctx, c, "/coverage", nil)
}

// Verdict returns the verdict on what clients did. final says that they have ended: what they have not done they will not do.
func (c *Client) Verdict(ctx context.Context, final bool) (verdict.Report, error) {
	q := url.Values{}
	if final {
		q.Set("final", "true")
	}
	return get[verdict.Report](ctx, c, "/verdict", q)
}

// maxEvent is how long one event of a stream may be, in bytes.
const maxEvent = 1 << 20

// Follow returns the entries that a filter matches, each when its response ends: those from now on, or those after
// f.Since if that is set. The sequence ends with an error when the context is done, and without one when the session ends or the
// server stops.
func (c *Client) Follow(ctx context.Context, f EntryFilter) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		res, err := c.open(ctx, Request{Method: http.MethodGet, Path: "/journal/follow", Query: f.Query()})
		if err != nil {
			yield(Entry{}, err)
			return
		}
		defer res.Body.Close()
		for data, err := range events(res.Body) {
			var e Entry
			if err == nil {
				err = json.Unmarshal(data, &e)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// events returns the data of each server-sent event of a stream.
func events(stream io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		lines := bufio.NewScanner(stream)
		lines.Buffer(nil, maxEvent)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok && !yield([]byte(data), nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, err)
		}
	}
}
