package testharness_test

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/testharness"
)

// Tests that share one emulator open a session each: it has its own jobs, clock, rules, journal and URL.
func ExampleSim_Session() {
	t := testharness.NewStandalone() // in TestMain; in a test, the test's own t
	defer t.Close()
	shared := testharness.Run(t, testharness.Scenario(`
		jobs:
		  - {api: evs, id: j1, type: createVolume, timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}
	`))
	one, other := shared.Session(t), shared.Session(t, testharness.Seed(7))
	one.Advance(time.Minute)
	fmt.Println(one.Peek("evs", "j1").Status, other.Peek("evs", "j1").Status)
	fmt.Println(strings.TrimPrefix(other.URL(), shared.URL()))
	// Output:
	// SUCCESS RUNNING
	// /s/t2
}

// Over HTTPS a client trusts the emulator's certificate.
func ExampleSim_TLS() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t)
	url, client := sim.TLS()
	res, err := client.Get(url + "/healthz")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Body.Close()
	fmt.Println(url[:len("https://")], res.StatusCode, res.TLS != nil)
	// Output:
	// https:// 200 true
}

// An SDK that wants an *http.Transport gets one that connects in memory.
func ExampleSim_Transport() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t, testharness.Jobs(testharness.Job{
		API: "evs", ID: "j1", Type: "createVolume", Timeline: []testharness.Step{{Status: "SUCCESS"}},
	}))
	sdk := struct{ Transport *http.Transport }{sim.Transport()} // for its configuration

	r, err := http.NewRequest(http.MethodGet, "https://evs.eu-de.otc.t-systems.com/v1/p/jobs/j1", http.NoBody)
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Header.Set("X-Auth-Token", "any")
	res, err := sdk.Transport.RoundTrip(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Body.Close()
	fmt.Println(res.StatusCode, res.TLS.ServerName)
	// Output:
	// 200 evs.eu-de.otc.t-systems.com
}

// A test looks into what the client sent.
func ExampleSim_Requests() {
	t := testharness.NewStandalone()
	defer t.Close()
	sim := testharness.Run(t)
	create := `{"volume": {"availability_zone": "eu-de-01", "size": 10, "volume_type": "SSD"}}`
	r, err := http.NewRequest(http.MethodPost, "http://evs.test/v3/p/cloudvolumes", strings.NewReader(create))
	if err != nil {
		fmt.Println(err)
		return
	}
	r.Header.Set("X-Auth-Token", "any")
	res, err := sim.Client().Do(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer res.Body.Close()

	first := sim.Requests("evs.createVolume")[0]
	fmt.Println(first.Method, first.Path, first.Status, first.Get("volume.size"))
	fmt.Println(sim.Journal().CheckBody("evs.createVolume", 1, `{"volume": {"size": 20, "name": "data"}}`))
	// Output:
	// POST /v3/p/cloudvolumes 200 10
	// the body of request 1 of evs.createVolume differs:
	//   volume.name: want "data", got no such member
	//   volume.size: want 20, got 10
	// its body: {"volume": {"availability_zone": "eu-de-01", "size": 10, "volume_type": "SSD"}}
}

// A job that is built in Go prints as the text of a scenario.
func ExampleJob_String() {
	fmt.Print(testharness.Job{
		API: "evs", ID: "j1", Type: "createVolume",
		Timeline: []testharness.Step{{Status: "INIT", Polls: 2}, {Status: "RUNNING", For: 10 * time.Minute}, {Status: "FAIL", Error: "EVS.2024"}},
	})
	// Output:
	// jobs:
	//   - api: evs
	//     id: j1
	//     type: createVolume
	//     timeline:
	//       - {status: INIT, for: 2 polls}
	//       - {status: RUNNING, for: 10m0s}
	//       - {status: FAIL, error: EVS.2024}
}
