package wire

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// APIError is a native error on its way to the client.
type APIError struct {
	Row     job.ErrorRow
	Message string // the row's message, filled in
}

// Error returns the code and the message.
func (r *APIError) Error() string { return r.Row.Code + ": " + r.Message }

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

// Error returns the error of a code with the code's message, each %s of it filled with a word in turn.
func (t Table) Error(code string, words ...any) *APIError {
	row, ok := t[code]
	if !ok {
		row = job.ErrorRow{Code: code, HTTP: 500, Message: code}
	}
	return filled(row, words...)
}

// filled returns the error of a row with the row's message, each %s of it filled with a word in turn and the rest left empty.
func filled(row job.ErrorRow, words ...any) *APIError {
	return &APIError{row, FillMessage(row.Message, words...)}
}

// FillMessage returns the message of an error, each %s of it filled with a word in turn and the rest left empty.
func FillMessage(message string, words ...any) string {
	n := strings.Count(message, "%s")
	if n == 0 {
		return message
	}
	for len(words) < n {
		words = append(words, "")
	}
	return fmt.Sprintf(message, words[:n]...)
}

// ErrorWithMessage returns the error of a code with the code's status and another message.
func (t Table) ErrorWithMessage(code, message string) *APIError {
	row, ok := t[code]
	if !ok {
		row = job.ErrorRow{Code: code, HTTP: 500}
	}
	return &APIError{row, message}
}
