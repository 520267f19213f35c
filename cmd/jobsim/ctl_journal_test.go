package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/admin"
)

func TestCtlJournal(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	require.Equal(t, "no requests\n", c.fine(t, "journal"))
	for range 4 {
		c.poll(t, "")
	}
	out := squeezed(c.fine(t, "journal"))
	require.Equal(t, "N AT CALL STATUS SEEN WHY", out[0])
	require.Equal(t, "1 2026-01-02T12:00:00Z evs.showJob 429 evs/j1: rule steered:6 answered APIGW.0308 (its call 1)", out[1])
	require.Regexp(t, `^3 2026-01-02T12:00:00Z evs.showJob 200 evs/j1=INIT evs/j1 step 1 INIT since`, out[3])
	require.Len(t, squeezed(c.fine(t, "journal", "list", "--job", "evs/j1")), 5, "also those that a rule answered")
	require.Len(t, squeezed(c.fine(t, "journal", "list", "--status", "429")), 3)
	require.Equal(t, "the last 1 of 4; --limit shows more", squeezed(c.fine(t, "journal", "--limit", "1"))[2])
	require.Equal(t, "no requests\n", c.fine(t, "journal", "list", "--unmatched"))

	require.Equal(t, "2\n", c.fine(t, "journal", "count", "--job", "evs/j1"))
	require.Equal(t, "2\n", c.fine(t, "journal", "wait", "--job", "evs/j1", "--polls", "2"))
	require.Contains(t, squeezed(c.fine(t, "journal", "get", "3")), "header X-Auth-Token: ***")
	require.Equal(t, "cleared\n", c.fine(t, "journal", "clear"))
	require.Equal(t, "0\n", c.fine(t, "journal", "count"))
}

func TestCtlJournalEviction(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, writeJournal(&out, admin.Journal{Entries: []admin.Entry{{N: 9, State: "in_flight", Method: "GET", Path: "/x"}}, Total: 1, Dropped: 8}))
	require.Equal(t, []string{"N AT CALL STATUS SEEN WHY", "9 GET /x in flight", "8 older ones were evicted"}, squeezed(out.String()))
	out.Reset()
	require.NoError(t, writeHealth(&out, admin.Health{Requests: 9, Dropped: 8}))
	require.Contains(t, squeezed(out.String()), "journal 9 requests, the oldest 8 evicted")
}

// following is a running "ctl journal follow".
type following struct {
	lines *bufio.Scanner
	code  chan int
	stop  context.CancelFunc
	err   *bytes.Buffer
}

func follow(t *testing.T, c control, args ...string) following {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	read, write := io.Pipe()
	f := following{bufio.NewScanner(read), make(chan int, 1), stop, &bytes.Buffer{}}
	go func() {
		code := run(ctx, append([]string{"ctl", "--url", c.URL, "journal", "follow"}, args...), strings.NewReader(""), write, f.err)
		_ = write.Close()
		f.code <- code
	}()
	t.Cleanup(stop)
	return f
}

func TestCtlJournalFollow(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	c.poll(t, "")
	f := follow(t, c, "--since", "0")
	require.True(t, f.lines.Scan())
	require.Equal(t, "1  2026-01-02T12:00:00Z  evs.showJob  429    evs/j1: rule steered:6 answered APIGW.0308 (its call 1)", f.lines.Text())
	c.poll(t, "")
	require.True(t, f.lines.Scan())
	f.stop()
	require.Equal(t, exitOK, <-f.code, "an interrupt is how following ends")
	require.Empty(t, f.err.String())
}

func TestCtlJournalFollowJSON(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	c.poll(t, "")
	f := follow(t, c, "--since", "0", "-o", "json")
	require.True(t, f.lines.Scan())
	var e struct{ N int }
	require.NoError(t, json.Unmarshal(f.lines.Bytes(), &e))
	require.Equal(t, 1, e.N)
}

func TestCtlJournalFollowSessionEnds(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	c.fine(t, "sessions", "new", "--id", "a")
	c.poll(t, "/s/a")
	f := follow(t, c, "--since", "0", "--session", "a")
	require.True(t, f.lines.Scan())
	c.fine(t, "sessions", "end", "a")
	require.Equal(t, exitRuntime, <-f.code)
	require.Contains(t, f.err.String(), "the session has ended or the server is shutting down")
}

func TestCtlJournalFollowFails(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	r := c.ctl(t, "journal", "follow", "--state", "done")
	require.Equal(t, exitUsage, r.code)
	require.Contains(t, r.err, `there is no state "done"`)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, stderr bytes.Buffer
	require.Equal(t, exitOK, run(ctx, []string{"ctl", "--url", c.URL, "journal", "follow"}, strings.NewReader(""), &out, &stderr))
}
