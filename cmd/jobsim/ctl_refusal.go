package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// refusal is what the control API says when it does not do what it is asked.
type refusal struct {
	Message string      `json:"message"`
	Hint    string      `json:"hint"`
	Faults  []faultLine `json:"diagnostics"`
}

// faultLine is one fault of a scenario that was sent.
type faultLine struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Want    string `json:"want"`
	Hint    string `json:"hint"`
}

// refused reads why an answer is none. What was wrong in the request was wrong on the command line.
func (r *remote) refused(res *http.Response) error {
	text, err := io.ReadAll(res.Body)
	var doc struct{ Error refusal }
	if err != nil || json.Unmarshal(text, &doc) != nil || doc.Error.Message == "" {
		return fail(exitRuntime, "%s answered %s: is it a jobsim, with its control API on?", res.Request.URL.Redacted(), res.Status)
	}
	switch {
	case len(doc.Error.Faults) > 0:
		return &exitError{exitScenario, doc.Error}
	case res.StatusCode == http.StatusBadRequest:
		return &exitError{exitUsage, doc.Error}
	default:
		return &exitError{exitRuntime, doc.Error}
	}
}

// Error is the refusal in a line, or a scenario's faults in a line each.
func (f refusal) Error() string {
	if len(f.Faults) == 0 {
		return "jobsim: " + oneLine(f.Message, f.Hint)
	}
	lines := make([]string, len(f.Faults))
	for i, one := range f.Faults {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

// String is the fault as a compiler tells one.
func (f faultLine) String() string {
	said := f.Message
	if f.Want != "" {
		said += ", expected " + f.Want
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, oneLine(said, f.Hint))
}

// inFile puts a file's name into the faults that the server found in its text.
func inFile(name string, err error) error {
	coded, ok := errors.AsType[*exitError](err)
	if !ok {
		return err
	}
	if f, ok := errors.AsType[refusal](coded.err); ok {
		for i := range f.Faults {
			f.Faults[i].File = name
		}
	}
	return err
}

// oneLine is a message and what would help, in one line.
func oneLine(message, hint string) string {
	if hint != "" {
		message += " (" + hint + ")"
	}
	return strings.Join(strings.Fields(message), " ")
}
