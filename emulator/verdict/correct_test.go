package verdict_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/testharness"
)

// session is a correct client of all APIs: it signs in once, renews its token when that is refused, and waits for jobs as a waiter does.
type session struct {
	client
	lock    chan struct{} // of one place: to wait for a mutex would keep the time of a bubble from passing
	token   string
	renewed int
}

// send sends a request with the token, and once more with a new one if that is refused.
func (s *session) send(request, body string) response {
	c := s.client
	c.token = s.signIn("")
	r := c.do(request, body)
	if r.status != http.StatusUnauthorized {
		return r
	}
	c.token = s.signIn(c.token)
	return c.do(request, body)
}

// signIn returns the token. One that was refused is replaced by a new one, a few times.
func (s *session) signIn(refused string) string {
	s.lock <- struct{}{}
	defer func() { <-s.lock }()
	const most = 5
	if s.token != "" && s.token != refused || s.renewed == most {
		return s.token
	}
	s.renewed++
	known := s.sim.Credentials()
	body, err := json.Marshal(map[string]any{"auth": map[string]any{
		"identity": map[string]any{"methods": []string{"password"}, "password": map[string]any{"user": map[string]any{
			"name": known.User, "password": known.Password, "domain": map[string]any{"name": known.Domain},
		}}},
		"scope": map[string]any{"project": map[string]any{"name": known.Project}},
	}})
	require.NoError(s.t, err)
	w := newWaiter(s.client, "")
	w.poll = func() response { return s.do("POST /v3/auth/tokens", string(body)) }
	w.over = func(r response) bool { return r.header.Get("X-Subject-Token") != "" }
	last, _ := w.wait()
	if last.status == http.StatusUnauthorized {
		s.renewed = most // the password is wrong, and stays so
	}
	s.token = last.header.Get("X-Subject-Token")
	return s.token
}

// waiterFor returns a waiter for jobs of one API: one of EVS, SDRS or Element, or all tasks of DRS, which one request shows.
func (s *session) waiterFor(api string, jobs []job.Snapshot) waiter {
	w := newWaiter(s.client, "")
	id, project := jobs[0].ID, "p"
	if jobs[0].Project != "" {
		project = jobs[0].Project
	}
	switch api {
	case "element":
		w.over = func(r response) bool { return r.get("result.status") == "complete" }
		w.poll = func() response {
			return elementStatus(s.element("GetAsyncResult", map[string]any{"asyncHandle": json.Number(id)}))
		}
	case "drs":
		var ids []string
		for _, j := range jobs {
			ids = append(ids, j.ID)
		}
		body, err := json.Marshal(map[string]any{"jobs": ids, "page_req": map[string]int{"cur_page": 1, "per_page": 100}})
		require.NoError(s.t, err)
		w.poll = func() response { return s.send("POST /drs/v3/"+project+"/jobs/batch-status", string(body)) }
		w.over = func(r response) bool {
			items := gjson.Get(r.body, "results").Array()
			return r.status == http.StatusOK && len(items) > 0 && !slices.ContainsFunc(items, func(i gjson.Result) bool { return moving(i.Get("status").String()) })
		}
	default:
		w.poll = func() response { return s.send(fmt.Sprintf("GET /%s/v1/%s/jobs/%s", api, project, id), "") }
	}
	return w
}

// elementStatus returns a response of Element, which says with 200 what others say with a status, with that status: its names for
// passing troubles of the database are worth a retry, that of a handle which is not there is not.
func elementStatus(r response) response {
	switch name := r.get("error.name"); {
	case r.status != http.StatusOK || name == "":
	case strings.HasPrefix(name, "xDB") && name != "xDBNoSuchPath":
		r.status = http.StatusServiceUnavailable
	default:
		r.status = http.StatusNotFound
	}
	return r
}

// moving reports whether a status of a task is none that it stays in.
func moving(status string) bool {
	stays := []string{"", "CONFIGURATION", "INCRE_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE", "RELEASE_RESOURCE_COMPLETE", "PAUSEING", "PAUSING", "DELETED"}
	return !slices.Contains(stays, status) && !strings.HasSuffix(status, "FAILED")
}

// waitForAll waits for all jobs of a session at the same time. It reports whether it saw the ends of all of them.
func (s *session) waitForAll() bool {
	var all sync.WaitGroup
	var mu sync.Mutex
	done := true
	wait := func(w waiter, n uint64) {
		w.draw.Uint64N(n + 1)
		all.Go(func() {
			_, ended := w.wait()
			mu.Lock()
			defer mu.Unlock()
			done = done && ended
		})
	}
	for i, api := range []string{"evs", "sdrs", "element"} {
		for k, j := range s.sim.Jobs(api) {
			wait(s.waiterFor(api, []job.Snapshot{j}), uint64(100*i+k))
		}
	}
	tasks := map[string][]job.Snapshot{} // by project
	for _, j := range s.sim.Jobs("drs") {
		tasks[j.Project] = append(tasks[j.Project], j)
	}
	for i, project := range slices.Sorted(maps.Keys(tasks)) {
		wait(s.waiterFor("drs", tasks[project]), uint64(1000+i))
	}
	all.Wait()
	return done
}

// A correct client has a clean report on every shipped scenario that it can finish.
func TestCorrectClient(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	finished := 0
	names := emulator.ShippedScenarios()
	t.Run("scenarios", func(t *testing.T) {
		for _, name := range names {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					files := []string{name}
					if probe := testharness.Run(t, testharness.Files(name)); len(jobsOf(probe)) == 0 {
						files = append(files, "demo")
					}
					sim := testharness.Run(t, testharness.Real(), testharness.Files(files...))
					s := &session{client: client{t: t, sim: sim}, lock: make(chan struct{}, 1)}
					done := s.waitForAll()
					report := sim.Verdict()
					if done {
						require.Empty(t, report.Findings, "%s", report)
						require.Empty(t, report.NotGradable)
						mu.Lock()
						defer mu.Unlock()
						finished++
						return
					}
					for _, f := range report.Findings { // it stopped at an error, or does not know a word
						require.Contains(t, []string{"gives-up-early", "polls-after-end"}, f.ID, "%s", report)
					}
				})
			})
		}
	})
	t.Logf("finished %d of %d", finished, len(names))
	require.Greater(t, finished, len(names)*7/10)
}

// jobsOf returns the top-level jobs that clients can poll.
func jobsOf(sim *testharness.Sim) []job.Snapshot {
	return slices.Concat(sim.Jobs("evs"), sim.Jobs("sdrs"), sim.Jobs("drs"), sim.Jobs("element"))
}
