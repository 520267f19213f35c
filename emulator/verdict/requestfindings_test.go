package verdict_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/stretchr/testify/require"
)

// requestFindings are those about results, resources, lists, credentials and connections.
var requestFindings = map[string]finding{
	"result-never-read": {
		subject: "element/7",
		has:     func(c client) { c.handle(7, true) },
		hasNot: func(c client) {
			c.handle(7, true)
			c.handle(7, false)
		},
	},
	"result-read-twice": {
		subject: "element/7",
		has: func(c client) {
			c.handle(7, false)
			c.element("GetAsyncResult", map[string]any{"asyncHandle": 7})
		},
		hasNot: func(c client) { c.handle(7, false) },
	},
	"duplicate-start": {
		has: func(c client) {
			require.Empty(c.t, c.create())
			newWaiter(c, c.create()).wait()
		},
		hasNot: func(c client) {
			require.Empty(c.t, c.create())
			require.Equal(c.t, "1", c.do("GET /evs/v2/p/cloudvolumes/detail", "").get("volumes.#"))
		},
	},
	"uses-before-ready": {
		has: func(c client) {
			disk, id := c.disk()
			c.remove(disk)
			newWaiter(c, id).wait()
		},
		hasNot: func(c client) {
			disk, id := c.disk()
			newWaiter(c, id).wait()
			newWaiter(c, c.remove(disk)).wait()
		},
	},
	"uses-after-failure": {
		has: func(c client) {
			disk, id := c.disk()
			newWaiter(c, id).wait()
			c.do("POST /evs/v2/p/cloudvolumes/"+disk+"/action", `{"os-extend":{"new_size":20}}`)
			newWaiter(c, c.remove(disk)).wait()
		},
		hasNot: removesWhatFailed,
	},
	"left-behind": {
		has: func(c client) {
			_, id := c.disk()
			newWaiter(c, id).wait()
		},
		hasNot: removesWhatFailed,
	},
	"page-never-read": {
		subject: "drs.batch-status",
		has:     func(c client) { c.tasks(6, "") },
		hasNot: func(c client) {
			c.tasks(6, "")
			c.tasks(6, `,"page_req":{"cur_page":2}`)
		},
	},
	"one-id-per-batch": {
		subject: "drs.batch-status",
		has: func(c client) {
			for range 3 {
				for task := range 6 {
					c.do("POST /drs/v3/p/jobs/batch-status", fmt.Sprintf(`{"jobs":["task-%d"]}`, task+1))
				}
				time.Sleep(10 * time.Second)
			}
		},
		hasNot: func(c client) {
			for range 3 {
				c.tasks(6, `,"page_req":{"per_page":10}`)
				time.Sleep(10 * time.Second)
			}
		},
	},
	"token-not-renewed": {
		with: []string{"evs/stuck"}, subject: "GET /evs/v1/p/jobs/disk",
		has: func(c client) {
			c.token = "tok-1"
			c.every(10*time.Second, 6, "disk")
		},
		hasNot: func(c client) {
			c.token = "tok-1"
			for range 6 {
				if c.evs("disk").status == http.StatusUnauthorized {
					c.token = c.signIn()
					require.Equal(c.t, http.StatusOK, c.evs("disk").status)
				}
				time.Sleep(10 * time.Second)
			}
		},
	},
	"signs-in-per-request": {
		subject: "iam.createToken",
		has: func(c client) {
			for range 7 {
				c.token = c.signIn()
				c.evs("disk")
				time.Sleep(10 * time.Second)
			}
		},
		hasNot: func(c client) {
			c.token = c.signIn()
			c.every(10*time.Second, 6, "disk")
		},
	},
	"connection-per-poll": {
		sockets: true, subject: "evs",
		has: func(c client) {
			c.http = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			c.every(0, 12, "disk")
		},
		hasNot: func(c client) { c.every(0, 12, "disk") },
	},
	"unmatched-calls": {
		subject: "GET /evs/v2/p/jobs/disk",
		has:     func(c client) { c.do("GET /evs/v2/p/jobs/disk", "") },
		hasNot:  right,
	},
	"ignored-members": {
		subject: "drs.batch-status pageReq",
		has:     func(c client) { c.tasks(3, `,"pageReq":{"cur_page":2,"per_page":2}`) },
		hasNot:  func(c client) { c.tasks(3, `,"page_req":{"cur_page":2,"per_page":2}`) },
	},
}

// removesWhatFailed creates a disk, which fails, and removes it.
func removesWhatFailed(c client) {
	disk, id := c.disk()
	last, _ := newWaiter(c, id).wait()
	require.Equal(c.t, "FAIL", last.get("status"))
	newWaiter(c, c.remove(disk)).wait()
}

// disk starts the creation of a disk and returns its id and the job's.
func (c client) disk() (disk, id string) {
	c.t.Helper()
	res := c.do("POST /evs/v2/p/cloudvolumes", `{"volume":{"size":10,"availability_zone":"eu-de-01","volume_type":"SATA"}}`)
	return res.get("volume_ids.0"), res.get("job_id")
}

// remove starts the deletion of a disk and returns its job.
func (c client) remove(disk string) string {
	c.t.Helper()
	return c.do("DELETE /evs/v2/p/cloudvolumes/"+disk, "").get("job_id")
}

// handle polls a handle of Element until its end.
func (c client) handle(id int, keep bool) {
	c.t.Helper()
	w := newWaiter(c, "")
	w.poll = func() response {
		return c.element("GetAsyncResult", map[string]any{"asyncHandle": id, "keepResult": keep})
	}
	w.over = func(r response) bool { return r.get("result.status") == "complete" }
	_, done := w.wait()
	require.True(c.t, done)
}

// tasks polls task-1 and those after it with one request, whose body has further members.
func (c client) tasks(n int, further string) response {
	c.t.Helper()
	var ids []string
	for i := range n {
		ids = append(ids, fmt.Sprintf("task-%d", i+1))
	}
	text, err := json.Marshal(ids)
	require.NoError(c.t, err)
	return c.do("POST /drs/v3/p/jobs/batch-status", `{"jobs":`+string(text)+further+`}`)
}

// signIn returns a new token.
func (c client) signIn() string {
	c.t.Helper()
	known := c.sim.Credentials()
	res := c.do("POST /v3/auth/tokens", fmt.Sprintf(
		`{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":%q,"password":%q,"domain":{"name":%q}}}},"scope":{"project":{"id":"p"}}}}`,
		known.User, known.Password, known.Domain))
	require.Equal(c.t, http.StatusCreated, res.status, res.body)
	return res.header.Get("X-Subject-Token")
}
