package testharness_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/testharness"
)

// tutorial stands for the *testing.T of a test.
type tutorial struct{}

func (tutorial) Helper()                   {}
func (tutorial) Cleanup(func())            {}
func (tutorial) Fatalf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }

// A test moves the clock, and the job has moved on.
func ExampleSim_Advance() {
	t := tutorial{} // a test has its own t
	sim := testharness.Run(t, testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 10m}, {status: SUCCESS}]}
`))
	fmt.Println(sim.Peek("evs", "j1").Status)
	sim.Advance(10 * time.Minute)
	fmt.Println(sim.Peek("evs", "j1").Status)
	// Output:
	// RUNNING
	// SUCCESS
}

// A client of any kind polls the emulator without a socket: this one asks Element for a result twice, and the second time
// the handle is gone, because the first answer took it.
func ExampleSim_Client() {
	t := tutorial{}
	sim := testharness.Run(t, testharness.Scenario(`
jobs:
  - {api: element, handle: 7, type: Clone, timeline: [{status: complete, result: {cloneID: 25, volumeID: 47}}]}
`))
	for range 2 {
		req, _ := http.NewRequest(http.MethodPost, "http://cluster/json-rpc/12.5",
			strings.NewReader(`{"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`))
		req.SetBasicAuth("admin", "secret")
		res, err := sim.Client().Do(req)
		if err != nil {
			fmt.Println(err)
			return
		}
		body, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		fmt.Println(string(body))
	}
	// Output:
	// {"id":1,"result":{"createTime":"2026-01-02T12:00:00Z","lastUpdateTime":"2026-01-02T12:00:00Z","result":{"cloneID":25,"volumeID":47},"resultType":"Clone","status":"complete"}}
	// {"error":{"code":500,"message":"DBClient operation requested on a non-existent path at [/asyncresults/7]","name":"xDBNoSuchPath"},"id":1}
}
