package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// entryDoc is one request as the control API tells it.
type entryDoc struct {
	N         uint64            `json:"n"`
	RequestID string            `json:"request_id"`
	API       string            `json:"api"`
	Op        string            `json:"op"`
	Method    string            `json:"method"`
	Path      string            `json:"path"`
	Query     string            `json:"query"`
	Headers   map[string]string `json:"headers"`
	Body      string            `json:"body"`
	State     string            `json:"state"`
	Status    int               `json:"status"`
	Told      []struct {
		Job    string `json:"job"`
		Status string `json:"status"`
	} `json:"observed"`
	Why      string     `json:"why"`
	At       *time.Time `json:"at"`
	Clock    string     `json:"clock"`
	Duration string     `json:"duration"`
}

// journalDoc is a part of a journal.
type journalDoc struct {
	Entries []entryDoc `json:"entries"`
	Total   int        `json:"total"`
	Dropped uint64     `json:"dropped"`
}

// call is what was asked: an operation, or the line of a request that met none.
func (e entryDoc) call() string {
	if e.Op == "" {
		return e.Method + " " + e.Path
	}
	return e.API + "." + e.Op
}

// told is what was answered.
func (e entryDoc) told() string {
	var words []string
	for _, t := range e.Told {
		words = append(words, t.Job+"="+t.Status)
	}
	return strings.Join(words, " ")
}

// outcome is the HTTP status, or how far the answer is.
func (e entryDoc) outcome() string {
	if e.State == "answered" {
		return strconv.Itoa(e.Status)
	}
	return strings.ReplaceAll(e.State, "_", " ")
}

func (e entryDoc) row() []string {
	return []string{strconv.FormatUint(e.N, 10), instant(e.At), e.call(), e.outcome(), e.told(), e.Why}
}

func writeJournal(w io.Writer, j journalDoc) error {
	var rows [][]string
	for _, e := range j.Entries {
		rows = append(rows, e.row())
	}
	if err := table(w, []string{"N", "AT", "CALL", "STATUS", "TOLD", "WHY"}, rows, "no requests"); err != nil {
		return err
	}
	if j.Total > len(j.Entries) {
		if _, err := fmt.Fprintf(w, "the youngest %d of %d; --limit shows more\n", len(j.Entries), j.Total); err != nil {
			return err
		}
	}
	if j.Dropped > 0 {
		_, err := fmt.Fprintf(w, "%d older ones made room\n", j.Dropped)
		return err
	}
	return nil
}

func writeEntry(w io.Writer, e entryDoc) error {
	target := e.Path
	if e.Query != "" {
		target += "?" + e.Query
	}
	facts := [][2]string{
		{"request", e.RequestID}, {"at", instant(e.At)}, {"clock", e.Clock}, {"call", e.call()}, {"asked", e.Method + " " + target},
	}
	for _, name := range slices.Sorted(maps.Keys(e.Headers)) {
		facts = append(facts, [2]string{"header", name + ": " + e.Headers[name]})
	}
	facts = append(facts, [2]string{"body", e.Body}, [2]string{"answer", e.outcome()}, [2]string{"told", e.told()},
		[2]string{"why", e.Why}, [2]string{"took", e.Duration})
	return lines(w, facts...)
}
