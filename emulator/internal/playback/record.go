package playback

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// A record of a stored log is one byte for its kind, the number of the record that it is about as a varint (0: none), and JSON; a
// request, of which there are many, has a form that is read faster.
const (
	beginRecord   = 'b' // beginning: the first record, and no other
	requestRecord = 'r' // a request, see encodeRequest; it may replace the record with the number
	commandRecord = 'c' // storedCommand
	clockRecord   = 't' // clock.Anchor
	countsRecord  = 'n' // counts: what no entry of the log can say
	openedRecord  = 'o' // opened: the log was opened for appending
	unsentRecord  = 'u' // the response to the request with the number was not sent whole; no JSON
)

// beginning is what a session begins with, and what it is found by.
type beginning struct {
	Snapshot snapshotFile `json:"snapshot"` // without entries of a replay
	Session  StoredAs     `json:"session"`
}

// StoredAs is what a session is found by, and for how long it lives.
type StoredAs struct {
	TTL       time.Duration `json:"ttl,omitempty"`
	Listen    string        `json:"listen,omitempty"`
	TLSListen string        `json:"tls_listen,omitempty"`
}

// opened is written each time a log is opened. IDs of requests differ for each time.
type opened struct {
	Time int `json:"time"` // how often it was opened, this time included
}

// counts is what the requests that are in no log have raised.
type counts struct {
	Requests uint64         `json:"requests"`
	Polls    []countedPolls `json:"polls,omitempty"`
	At       time.Time      `json:"at"`
}

type countedPolls struct {
	Job   job.Ref `json:"job"`
	Polls int     `json:"polls"`
}

type storedCommand struct {
	At       time.Time       `json:"at"`
	Do       string          `json:"do"`
	Job      job.Ref         `json:"job"`
	Name     string          `json:"name,omitempty"`
	Text     string          `json:"text,omitempty"`
	Included []scenario.File `json:"included,omitempty"`
}

// encode returns a record.
func encode(kind byte, about uint64, what any) ([]byte, error) {
	b := binary.AppendUvarint([]byte{kind}, about)
	if what == nil {
		return b, nil
	}
	text, err := json.Marshal(what)
	return append(b, text...), err
}

// encodeEntry returns the record of an entry of a world's log. It returns a *NotStorableError for what no text can say.
func encodeEntry(e world.LogEntry, replaces uint64) ([]byte, error) {
	switch what := e.Event.(type) {
	case *wire.LoggedRequest:
		return encodeRequest(e.At, what, replaces)
	case *Command:
		if what.goValue != "" {
			return nil, &NotStorableError{what.goValue}
		}
		return encode(commandRecord, 0, storedCommand{
			At: e.At, Do: what.Do, Job: what.Job, Name: what.Source.Name, Text: string(what.Source.Text), Included: what.Source.Included,
		})
	default:
		return nil, fmt.Errorf("an entry of the log has the type %T", e.Event)
	}
}

func (s *storedCommand) command() Command {
	return Command{Do: s.Do, Job: s.Job, Source: scenario.Source{Name: s.Name, Text: []byte(s.Text), Included: s.Included}}
}

// splitRecord returns the kind of a record, the number that it is about, and its JSON.
func splitRecord(b []byte) (kind byte, about uint64, text []byte, err error) {
	if len(b) > 1 {
		if n, k := binary.Uvarint(b[1:]); k > 0 {
			return b[0], n, b[1+k:], nil
		}
	}
	return 0, 0, nil, errForm
}

// NotStorableError is returned for what a session with a store cannot do, since its log is kept as texts.
type NotStorableError struct{ What string }

// Error returns what was done by a Go value.
func (e *NotStorableError) Error() string {
	return "the session's log is kept in a store, which has texts and cannot say this: " + e.What
}
