package trace

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
)

// Read reads a trace of any known format and calls yield for each exchange, in no particular order. The name is what
// exchanges and remarks give as their file. It returns an error if r does; the exchanges up to there were yielded.
func Read(name string, r io.Reader, yield func(Exchange)) (Report, error) {
	report := Report{File: name}
	in := bufio.NewReaderSize(r, 64<<10)
	in = decoded(in)
	head, err := in.Peek(4 << 10)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return report, fmt.Errorf("%s: %w", name, err)
	}
	named := func(e Exchange) {
		e.File = name
		yield(e)
	}
	switch head = bytes.TrimSpace(head); {
	case bytes.HasPrefix(head, []byte("{")) && firstKey(head) == "log":
		report.Format = "HAR"
		err = readHAR(in, &report, named)
	case isJournal(head):
		report.Format = "journal"
		err = readJournal(in, &report, named)
	case isStartLine(firstLine(head)):
		report.Format = "HTTP messages"
		err = readMessages(in, &report, named)
	default:
		report.Format = "log"
		err = readLog(in, &report, named)
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return report, err
}

// firstKey returns the first key of a JSON object that begins here; empty if there is none.
func firstKey(head []byte) string {
	key, found := bytes.CutPrefix(bytes.TrimSpace(head[1:]), []byte(`"`))
	if !found {
		return ""
	}
	key, _, _ = bytes.Cut(key, []byte(`"`))
	return string(key)
}

func firstLine(head []byte) []byte {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.TrimRight(line, "\r")
}

// Sort orders exchanges of one or several files by time, and by file and line where the time is the same. An exchange without
// a time takes that of the one before it in its file, or of the one after it if it is the first.
func Sort(list []Exchange) {
	byPlace := func(a, b Exchange) int {
		if a.File != b.File {
			return bytes.Compare([]byte(a.File), []byte(b.File))
		}
		return a.Line - b.Line
	}
	slices.SortStableFunc(list, byPlace)
	for i := range list {
		if i == 0 || list[i-1].File != list[i].File {
			continue
		}
		// A Date header has whole seconds: what follows in the file was not sent earlier.
		at, before := list[i].At, list[i-1].At
		if at.IsZero() || at.Nanosecond() == 0 && at.Before(before) && before.Sub(at) < time.Second {
			list[i].At = before
		}
	}
	for i := len(list) - 2; i >= 0; i-- {
		if list[i].At.IsZero() && list[i+1].File == list[i].File {
			list[i].At = list[i+1].At
		}
	}
	slices.SortStableFunc(list, func(a, b Exchange) int { return a.At.Compare(b.At) })
}
