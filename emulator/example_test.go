package emulator_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/job"
)

// An emulator is an http.Handler. Here a client polls a job of EVS twice, with ten minutes of the emulator's time in between.
func ExampleNew() {
	e, err := emulator.New(emulator.Options{
		Scenarios: []emulator.Source{{Name: "disk", Text: []byte(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}
`)}},
		Clock: clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(e)
	defer server.Close()
	for range 2 {
		r, err := http.NewRequest(http.MethodGet, server.URL+"/v1/project/jobs/j1", http.NoBody)
		if err != nil {
			fmt.Println(err)
			return
		}
		r.Header.Set("X-Auth-Token", "any")
		res, err := server.Client().Do(r)
		if err != nil {
			fmt.Println(err)
			return
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		fmt.Println(string(body), err)
		e.Clock().Advance(10 * time.Minute)
	}
	// Output:
	// {"status":"RUNNING","entities":{},"job_id":"j1","job_type":"createVolume","begin_time":"2026-01-02T12:00:00.000Z","end_time":""} <nil>
	// {"status":"SUCCESS","entities":{},"job_id":"j1","job_type":"createVolume","begin_time":"2026-01-02T12:00:00.000Z","end_time":"2026-01-02T12:10:00.000Z"} <nil>
}

// A session is isolated from the others: what happens to its jobs does not happen to theirs.
func ExampleEmulator_NewSession() {
	e, err := emulator.New(emulator.Options{
		Scenarios: []emulator.Source{{Name: "disk", Text: []byte(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}
`)}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	session, err := e.NewSession(emulator.SessionOptions{ID: "tenant-a"})
	if err != nil {
		fmt.Println(err)
		return
	}
	j1 := job.Ref{API: "evs", ID: "j1"}
	if _, err := session.Jobs().Force(j1, "{status: FAIL, error: EVS.2024}"); err != nil {
		fmt.Println(err)
	}
	for _, s := range []*emulator.Session{e.Session, session} {
		snap, err := s.Jobs().Peek(j1)
		fmt.Printf("%q %s %v\n", s.ID(), snap.Status, err)
	}
	// Output:
	// "" RUNNING <nil>
	// "tenant-a" FAIL <nil>
}
