package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/jobsim/jobsim/emulator"
)

// scenario returns the text of n EVS jobs, in as many files as the limit of a file's size wants.
func scenario(n int) []emulator.Source {
	const perFile = 20_000
	var sources []emulator.Source
	for first := 0; first < n; first += perFile {
		var b strings.Builder
		b.WriteString("jobs:\n")
		for i := first; i < min(first+perFile, n); i++ {
			fmt.Fprintf(&b, "  - {api: evs, id: job-%d, type: createVolume, timeline: [{status: RUNNING, for: 10s}, {status: SUCCESS}]}\n", i)
		}
		sources = append(sources, emulator.Source{Name: fmt.Sprintf("part-%d", first), Text: []byte(b.String())})
	}
	return sources
}

func record(h http.Handler, p poll) int {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, p.request(""))
	return rec.Code
}
