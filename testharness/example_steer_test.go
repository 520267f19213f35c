package testharness_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/testharness"
)

// send sends a request to a Sim in memory and returns the body of the response.
func send(sim *testharness.Sim, method, path, body string) string {
	req, err := http.NewRequest(method, "http://cloud.test"+path, strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	req.Header.Set("X-Auth-Token", "t")
	if strings.HasPrefix(path, "/json-rpc") {
		req.SetBasicAuth("admin", "any")
	}
	res, err := sim.Client().Do(req)
	if err != nil {
		return err.Error()
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// When the client has polled three times, the test fails the job. It does not sleep: WaitForPolls returns as soon as the
// third poll is recorded.
func ExampleSim_WaitForPolls() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Scenario(`jobs: [{api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING}]}]`))
	ended := make(chan string)
	go func() { // the client
		for {
			if job := send(sim, "GET", "/v1/p/jobs/j1", ""); gjson.Get(job, "status").Str != "RUNNING" {
				ended <- gjson.Get(job, "status").Str + " " + gjson.Get(job, "error_code").Str
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	sim.WaitForPolls("evs", "j1", 3)
	sim.Force("evs", "j1", "{status: FAIL, error: EVS.2024}")
	fmt.Println(<-ended)
	// Output:
	// FAIL EVS.2024
}

// A test moves the clock to a job's status, to the next change of any job, or to the end of all jobs.
func ExampleSim_AdvanceTo() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 3s}, {status: RUNNING, for: 20s}, {status: SUCCESS}]}
  - {api: drs, id: task-1, timeline: [{status: STARTJOBING, for: 10s}, {status: FULL_TRANSFER_STARTED, for: 40d}, {status: RELEASE_RESOURCE_COMPLETE}]}
`))
	fmt.Println(sim.AdvanceTo("evs", "j1", "RUNNING").Format(time.DateTime))
	fmt.Println(sim.AdvanceToNext().Format(time.DateTime))
	now, waiting := sim.AdvanceToEnd()
	fmt.Println(now.Format(time.DateTime), waiting)
	// Output:
	// 2026-01-02 12:00:03
	// 2026-01-02 12:00:10
	// 2026-02-11 12:00:10 []
}

// With a skipping clock a client needs one poll per status, however long each status lasts.
func ExampleSkipping() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Skipping(), testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: INIT, for: 3s}, {status: RUNNING, for: 7h}, {status: SUCCESS}]}
`))
	for range 3 {
		fmt.Println(gjson.Get(send(sim, "GET", "/v1/p/jobs/j1", ""), "status"))
	}
	fmt.Println(sim.Now().Sub(testharness.StartTime))
	// Output:
	// INIT
	// RUNNING
	// SUCCESS
	// 7h0m3s
}

// A fork has the same jobs at the same instant, and its own client. Here the job fails in the fork alone.
func ExampleSim_Fork() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Scenario(`
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}
`))
	sim.Advance(30 * time.Second)
	fork := sim.Fork(t)
	fork.Force("evs", "j1", "{status: FAIL, error: EVS.2024}")
	for _, s := range []*testharness.Sim{sim, fork} {
		s.Advance(30 * time.Second)
		fmt.Println(gjson.Get(send(s, "GET", "/v1/p/jobs/j1", ""), "status"))
	}
	// Output:
	// SUCCESS
	// FAIL
}

// An expired handle: Element keeps a result for a while after the job ends, and this client polls too late.
func ExampleSim_Advance_expiredHandle() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Scenario(`
jobs:
  - {api: element, handle: 7, type: Clone, expires: 1h, timeline: [{status: running, for: 10s}, {status: complete, result: {cloneID: 25}}]}
`))
	poll := `{"method": "GetAsyncResult", "params": {"asyncHandle": 7, "keepResult": false}, "id": 1}`
	fmt.Println(gjson.Get(send(sim, "POST", "/json-rpc/12.5", poll), "result.status"))
	sim.AdvanceTo("element", "7", "complete")
	sim.Advance(time.Hour)
	fmt.Println(gjson.Get(send(sim, "POST", "/json-rpc/12.5", poll), "error.name"))
	// Output:
	// running
	// xDBNoSuchPath
}

// DRS returns five tasks per page by default: a client that does not request page two never sees the sixth.
func ExampleFiles_pageTwo() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Files("drs/six-tasks"))
	for page := 1; page <= 2; page++ {
		body := send(sim, "POST", "/v3/p/jobs/batch-status", fmt.Sprintf(
			`{"jobs": ["task-1", "task-2", "task-3", "task-4", "task-5", "task-6"], "page_req": {"cur_page": %d}}`, page))
		fmt.Println(gjson.Get(body, "results.#.id"))
	}
	// Output:
	// ["task-1","task-2","task-3","task-4","task-5"]
	// ["task-6"]
}
