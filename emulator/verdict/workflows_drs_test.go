package verdict_test

import (
	"fmt"
	"sync"
	"time"

	"github.com/stretchr/testify/require"
)

var drsWorkflows = map[string]workflow{
	"the life of a task": {run: func(c client) {
		made := c.do("POST /drs/v3/p/jobs/batch-creation", `{"jobs":[{"name":"DRS-9228","node_type":"high","engine_type":"mysql","net_type":"eip",`+
			`"job_direction":"up","db_use_type":"migration","task_type":"FULL_INCR_TRANS","customize_sutnet_id":"352ad828-3467-4f03-987a-c55a5a9dd417",`+
			`"source_endpoint":{"db_type":"mysql"},"target_endpoint":{"region":"eu-de","db_type":"mysql",`+
			`"inst_id":"e05a3679efe241d8b5dee80b17c1a863in01"},"is_target_readonly":false,"bind_eip":true}]}`)
		id := made.get("results.0.id")
		c.task(id, "CONFIGURATION")
		c.move("POST", "batch-starting", `{"job_id":"`+id+`"}`)
		c.task(id, "INCRE_TRANSFER_STARTED")
		c.do("POST /drs/v3/p/jobs/batch-progress", `{"jobs":["`+id+`"]}`)
		c.move("DELETE", "batch-jobs", `{"delete_type":"terminate","job_id":"`+id+`"}`)
		c.task(id, "RELEASE_RESOURCE_COMPLETE")
		c.move("DELETE", "batch-jobs", `{"delete_type":"delete","job_id":"`+id+`"}`)
	}},
	"a task that fails and goes on": {scenarios: []string{"drs/full-transfer-fails"}, run: func(c client) {
		c.task("task-1", "FULL_TRANSFER_FAILED")
		c.move("POST", "batch-retry-task", `{"job_id":"task-1"}`)
		c.task("task-1", "INCRE_TRANSFER_STARTED")
	}},
	"a task that is started again after its end": {
		text: `jobs: [{api: drs, id: task-1, timeline: [{status: FULL_TRANSFER_STARTED, for: 20s}, {status: FULL_TRANSFER_FAILED}]}]`,
		run: func(c client) {
			c.task("task-1", "FULL_TRANSFER_FAILED")
			c.move("POST", "batch-retry-task", `{"job_id":"task-1"}`)
			c.task("task-1", "INCRE_TRANSFER_STARTED")
		},
	},
	"all pages of many tasks, in rounds": {text: twelveTasks, run: func(c client) {
		w := newWaiter(c, "")
		for range 3 {
			time.Sleep(w.jitter(4 * time.Second))
			for page := range 3 {
				require.Equal(c.t, 200, c.tasks(12, fmt.Sprintf(`,"page_req":{"cur_page":%d,"per_page":5}`, page+1)).status)
			}
		}
	}},
	"a few waiters, each for its own task": {scenarios: []string{"drs/six-tasks"}, run: func(c client) {
		var all sync.WaitGroup
		for i := range 3 {
			all.Go(func() {
				time.Sleep(time.Duration(i) * 113 * time.Millisecond)
				w := newWaiter(c, "")
				for range 4 {
					time.Sleep(w.jitter(3 * time.Second))
					c.do("POST /drs/v3/p/jobs/batch-status", fmt.Sprintf(`{"jobs":["task-%d"]}`, i+1))
				}
			})
		}
		all.Wait()
	}},
	"many tasks one after the other": {text: twelveTasks, run: func(c client) {
		for i := range 12 {
			c.do("POST /drs/v3/p/jobs/batch-status", fmt.Sprintf(`{"jobs":["task-%d"]}`, i+1))
		}
	}},
	"the list of all tasks": {text: twelveTasks, run: func(c client) {
		for page := 1; ; page++ {
			list := c.do("POST /drs/v3/p/jobs", fmt.Sprintf(`{"cur_page":%d,"per_page":4,"db_use_type":"migration"}`, page))
			require.Equal(c.t, 200, list.status, list.body)
			if list.number("jobs.#") < 4 {
				break
			}
		}
	}},
	"a task that is busy once": {scenarios: []string{"drs/busy-once"}, run: func(c client) {
		stop := `{"delete_type":"terminate","job_id":"task-1"}`
		require.Equal(c.t, "failed", c.do("DELETE /drs/v3/p/jobs/batch-jobs", `{"jobs":[`+stop+`]}`).get("results.0.status"))
		time.Sleep(10 * time.Second)
		c.move("DELETE", "batch-jobs", stop)
		c.task("task-1", "RELEASE_RESOURCE_COMPLETE")
	}},
}

// task polls a task until it has a status.
func (c client) task(id, status string) {
	c.t.Helper()
	w := newWaiter(c, "")
	w.poll = func() response { return c.do("POST /drs/v3/p/jobs/batch-status", `{"jobs":["`+id+`"],"page_req":{}}`) }
	w.over = func(r response) bool { return r.get("results.0.status") == status }
	last, done := w.wait()
	require.True(c.t, done, "%s: %s", status, last.body)
}

// move sends a call that moves a task.
func (c client) move(method, call, item string) {
	c.t.Helper()
	r := c.do(method+" /drs/v3/p/jobs/"+call, `{"jobs":[`+item+`]}`)
	require.Equal(c.t, "success", r.get("results.0.status"), r.body)
}

// twelveTasks is a scenario with tasks that go on for ever.
const twelveTasks = "jobs: [{api: drs, id: 'task-{1..12}', timeline: [{status: INCRE_TRANSFER_STARTED}]}]"
