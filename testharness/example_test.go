package testharness_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/testharness"
)

// A test moves the clock, and the job's status changes.
func ExampleSim_Advance() {
	t := testharness.NewStandalone() // in a test, the test's own t
	defer t.Close()
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

// Any HTTP client can poll the emulator without a socket. This one requests an Element result twice: the handle is unknown
// the second time because the first response consumed it.
func ExampleSim_Client() {
	t := testharness.NewStandalone()
	defer t.Close()
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
