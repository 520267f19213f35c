package wire

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// Refusal is a native error on its way to the client.
type Refusal struct {
	Row     job.ErrorRow
	Message string // the row's message, filled in
}

// Error tells the code and the message.
func (r *Refusal) Error() string { return r.Row.Code + ": " + r.Message }

// Table finds an API's native errors by code.
type Table map[string]job.ErrorRow

// NewTable indexes rows. Of several rows of one code the first counts.
func NewTable(rows []job.ErrorRow) Table {
	t := make(Table, len(rows))
	for _, r := range rows {
		if _, ok := t[r.Code]; !ok {
			t[r.Code] = r
		}
	}
	return t
}

// Refuse makes the refusal with the code's message, each %s of it filled with a word in turn.
func (t Table) Refuse(code string, words ...any) *Refusal {
	row, ok := t[code]
	if !ok {
		row = job.ErrorRow{Code: code, HTTP: 500, Message: code}
	}
	return filled(row, words...)
}

// filled is the refusal with the row's message, each %s of it filled with a word in turn and the rest left empty.
func filled(row job.ErrorRow, words ...any) *Refusal {
	n := strings.Count(row.Message, "%s")
	if n == 0 {
		return &Refusal{row, row.Message}
	}
	for len(words) < n {
		words = append(words, "")
	}
	return &Refusal{row, fmt.Sprintf(row.Message, words[:n]...)}
}

// RefuseAs makes the refusal with the code's status and a message of its own.
func (t Table) RefuseAs(code, message string) *Refusal {
	row, ok := t[code]
	if !ok {
		row = job.ErrorRow{Code: code, HTTP: 500}
	}
	return &Refusal{row, message}
}
