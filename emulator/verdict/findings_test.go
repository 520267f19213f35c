package verdict_test

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/testharness"
)

// finding is how a kind of finding is shown at the wire: by a client that has the fault, and one that has not, against the shipped
// scenario that the kind names.
type finding struct {
	with    []string // further scenarios, for one that has no job of its own
	subject string   // of the finding; empty: that is not known before
	has     func(client)
	hasNot  func(client)
	sockets bool // the clients need sockets, and no time
}

// right waits for the job "disk" as one should.
func right(c client) { newWaiter(c, "disk").wait() }

var findings = map[string]finding{
	"polls-too-fast": {
		subject: "evs/disk",
		has:     func(c client) { c.every(100*time.Millisecond, 5, "disk") },
		hasNot:  right,
	},
	"first-poll-too-early": {
		has:    func(c client) { c.evs(c.create()) },
		hasNot: func(c client) { newWaiter(c, c.create()).wait() },
	},
	"no-backoff": {
		subject: "evs/disk",
		has:     func(c client) { c.every(2*time.Second, 30, "disk") },
		hasNot:  right,
	},
	"no-jitter": {
		subject: "evs/disk",
		has: func(c client) {
			for pause := time.Second; pause < time.Minute*5; pause *= 2 {
				c.evs("disk")
				time.Sleep(pause)
			}
		},
		hasNot: right,
	},
	"ignores-retry-after": {
		with: []string{"evs/create-disk"}, subject: "evs/disk",
		has:    func(c client) { c.every(2*time.Second, 4, "disk") },
		hasNot: right,
	},
	"waits-too-long": {
		with: []string{"evs/create-disk"}, subject: "evs/disk",
		has:    func(c client) { c.every(time.Minute, 4, "disk") },
		hasNot: right,
	},
	"retries-at-once": {
		subject: "evs/disk",
		has: func(c client) {
			for c.evs("disk").get("status") != "SUCCESS" {
				if last := c.evs("disk"); last.status == http.StatusOK {
					time.Sleep(3 * time.Second)
				}
			}
		},
		hasNot: right,
	},
	"gives-up-early": {
		subject: "evs/disk",
		has: func(c client) {
			for c.evs("disk").status == http.StatusOK {
				time.Sleep(3 * time.Second)
			}
		},
		hasNot: right,
	},
	"never-gives-up": {
		subject: "evs/disk",
		has:     func(c client) { c.every(30*time.Second, 200, "disk") },
		hasNot: func(c client) {
			c.every(30*time.Second, 20, "disk") // its deadline is ten minutes
		},
	},
	"never-polls": {
		has:    func(c client) { c.create() },
		hasNot: func(c client) { newWaiter(c, c.create()).wait() },
	},
	"polls-after-end": {
		subject: "evs/disk",
		has:     func(c client) { c.every(4*time.Second, 6, "disk") },
		hasNot:  right,
	},
	"polls-unknown-job": {
		subject: "element/1",
		has: func(c client) {
			for range 3 {
				c.element("GetAsyncResult", map[string]any{"asyncHandle": 1, "keepResult": true})
				time.Sleep(2 * time.Second)
			}
		},
		hasNot: func(c client) { c.element("GetAsyncResult", map[string]any{"asyncHandle": 1, "keepResult": true}) },
	},
	"overlapping-polls": {
		with: []string{"evs/create-disk"}, subject: "evs/disk",
		has: func(c client) {
			var all sync.WaitGroup
			for range 3 {
				all.Go(func() { c.evs("disk") })
				time.Sleep(time.Second)
			}
			all.Wait()
		},
		hasNot: right,
	},
	"error-in-200-ignored": {
		subject: "drs/task-2",
		has: func(c client) {
			c.do("POST /drs/v3/p/jobs/batch-pause-task", `{"jobs":[{"job_id":"task-1","pause_mode":"target"},{"job_id":"task-2","pause_mode":"target"}]}`)
			for range 5 {
				time.Sleep(5 * time.Second)
				c.do("POST /drs/v3/p/jobs/batch-status", `{"jobs":["task-1","task-2"]}`)
			}
		},
		hasNot: func(c client) {
			res := c.do("POST /drs/v3/p/jobs/batch-pause-task", `{"jobs":[{"job_id":"task-1","pause_mode":"target"},{"job_id":"task-2","pause_mode":"target"}]}`)
			require.Equal(c.t, "failed", res.get("results.1.status"), res.body)
			for range 5 {
				time.Sleep(5 * time.Second)
				c.do("POST /drs/v3/p/jobs/batch-status", `{"jobs":["task-1"]}`)
			}
		},
	},
}

// judged runs a client in a bubble against scenarios and returns the final verdict on it.
func judged(t *testing.T, run func(client), scenarios ...string) (report verdict.Report) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Files(scenarios...))
		run(client{t: t, sim: sim})
		report = sim.Verdict()
	})
	return report
}

// judged is the function judged, or the same with sockets.
func (f finding) judged(t *testing.T, run func(client), scenarios []string) verdict.Report {
	t.Helper()
	if !f.sockets {
		return judged(t, run, scenarios...)
	}
	sim := testharness.Run(t, testharness.Real(), testharness.Files(scenarios...))
	run(client{t: t, sim: sim, http: &http.Client{Transport: &http.Transport{}}})
	return sim.Verdict()
}

// findingsOf returns the findings of a kind.
func findingsOf(r verdict.Report, id string) (all []verdict.Finding) {
	for _, f := range r.Findings {
		if f.ID == id {
			all = append(all, f)
		}
	}
	return all
}

// For each kind the client that has the fault is found, and the one that has not is not.
func TestFindings(t *testing.T) {
	t.Parallel()
	for _, k := range verdict.Kinds() {
		t.Run(k.ID, func(t *testing.T) {
			t.Parallel()
			c, ok := findings[k.ID]
			if !ok {
				c, ok = requestFindings[k.ID]
			}
			require.True(t, ok, "a client that has the fault, and one that has not")
			scenarios := append([]string{k.Scenario}, c.with...)

			report := c.judged(t, c.has, scenarios)
			found := findingsOf(report, k.ID)
			require.Len(t, found, 1, "%s", report)
			if c.subject != "" {
				require.Equal(t, c.subject, found[0].Subject)
			}
			require.Equal(t, k.Level, found[0].Level)
			require.NotEmpty(t, found[0].Entries, "%s", report)
			require.Positive(t, found[0].Count)
			require.Regexp(t, `\d`, found[0].Message)
			require.Empty(t, report.NotGradable)

			report = c.judged(t, c.hasNot, scenarios)
			require.Empty(t, findingsOf(report, k.ID), "%s", report)
		})
	}
}

// Retry-After may be a date, and a client that waits until then is right.
func TestRetryAfterDate(t *testing.T) {
	t.Parallel()
	scenarios := []string{"gateway/throttled-until", "evs/create-disk"}
	ignores := judged(t, func(c client) { c.every(2*time.Second, 4, "disk") }, scenarios...)
	require.Len(t, findingsOf(ignores, "ignores-retry-after"), 1, "%s", ignores)
	require.Contains(t, findingsOf(ignores, "ignores-retry-after")[0].Message, "GMT")
	late := judged(t, func(c client) { c.every(time.Minute, 4, "disk") }, scenarios...)
	require.Len(t, findingsOf(late, "waits-too-long"), 1, "%s", late)
	require.Empty(t, findingsOf(late, "ignores-retry-after"), "%s", late)
	require.Empty(t, judged(t, right, scenarios...).Findings)
}

// A call that is no poll is judged by how it is sent again.
func TestRetryAfterOfCreation(t *testing.T) {
	t.Parallel()
	const throttled = `rules: [{call: evs.createVolume, nth: "1, 2", answer: {error: APIGW.0308, retry_after: 5s}}]`
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(throttled))
		c := client{t: t, sim: sim}
		c.create()
		time.Sleep(time.Second)
		c.create()
		time.Sleep(6 * time.Second)
		c.create()
		found := findingsOf(sim.Verdict(), "ignores-retry-after")
		require.Len(t, found, 1)
		require.Equal(t, "evs.createVolume", found[0].Subject)
		require.Equal(t, 1, found[0].Count)
	})
}

// Where the client and the session share no time, pauses are not judged, and the report says why.
func TestNotGradable(t *testing.T) {
	t.Parallel()
	for mode, opts := range map[string][]testharness.Option{
		"manual": nil, "skipping": {testharness.Skipping()},
	} {
		sim := testharness.Run(t, append(opts, testharness.Files("evs/long-creation"))...)
		client{t: t, sim: sim}.every(0, 20, "disk")
		report := sim.Verdict()
		require.Len(t, report.NotGradable, 1, mode)
		require.Contains(t, report.NotGradable[0].IDs, "polls-too-fast")
		require.Contains(t, report.NotGradable[0].Reason, mode)
		for _, f := range report.Findings {
			require.NotContains(t, report.NotGradable[0].IDs, f.ID)
		}
	}
}

// A clock that is scaled shares its time with the client, whose pauses are judged by its own time. Where it is moved they are not.
func TestScaledAndMovedClocks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Scaled(60), testharness.Files("evs/long-creation"))
		c := client{t: t, sim: sim}
		c.every(100*time.Millisecond, 5, "disk")
		require.Len(t, findingsOf(sim.Verdict(), "polls-too-fast"), 1)
		require.Empty(t, sim.Verdict().NotGradable)
	})
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Files("evs/long-creation"))
		c := client{t: t, sim: sim}
		for range 3 {
			c.evs("disk")
			sim.Advance(time.Minute)
		}
		report := sim.Verdict()
		require.Empty(t, findingsOf(report, "polls-too-fast"))
		require.Contains(t, report.NotGradable[0].Reason, "2 of 2 pauses: the clock was moved")
	})
}
