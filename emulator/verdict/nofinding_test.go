package verdict_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// What looks like a fault and is none.
var lookalikes = map[string]struct {
	kind string // of the finding that it is not
	workflow
}{
	"a result whose response was lost is asked for again": {"result-read-twice", workflow{
		text: `
jobs: [{api: element, handle: 7, type: Clone, volumeID: 1, cloneID: 25, dstVolumeID: 2, timeline: [{status: running, for: 10s}, {status: complete}]}]
rules: [{call: element.GetAsyncResult, nth: 2, break: lose}]`,
		run: func(c client) {
			for range 3 {
				c.element("GetAsyncResult", map[string]any{"asyncHandle": 7})
				time.Sleep(12 * time.Second)
			}
		},
	}},
	"equal disks on purpose, one after the other": {"duplicate-start", workflow{run: func(c client) {
		for range 3 {
			c.done(c.create(), "SUCCESS")
		}
	}}},
	"equal disks on purpose, at the same time, of which one response is lost": {"duplicate-start", workflow{
		text: `rules: [{call: evs.createVolume, nth: 1, break: lose, delay: 5s}, {call: evs.createVolume, delay: 5s}]`,
		run: func(c client) {
			var all sync.WaitGroup
			for range 3 {
				all.Go(func() { c.create() })
				time.Sleep(time.Second)
			}
			all.Wait()
		},
	}},
	"another disk after a lost creation": {"duplicate-start", workflow{
		scenarios: []string{"evs/lost-reply"}, run: func(c client) {
			require.Empty(c.t, c.create())
			c.do("POST "+disks, `{"volume":{"name":"another","size":10,"availability_zone":"eu-de-01","volume_type":"SATA"}}`)
		},
	}},
	"a deletion whose response was lost is sent again": {"uses-before-ready", workflow{
		text: `rules: [{call: evs.deleteVolume, nth: 1, break: lose}]`,
		run: func(c client) {
			disk, id := c.disk()
			c.done(id, "SUCCESS")
			require.Empty(c.t, c.remove(disk))
			time.Sleep(time.Second)
			require.NotEqual(c.t, http.StatusOK, c.do("DELETE "+disks+"/"+disk, "").status)
			c.until("GET "+disks+"/"+disk, "", "404")
		},
	}},
	"a disk is looked at while it is made": {"uses-before-ready", workflow{run: func(c client) {
		disk, id := c.disk()
		c.do("GET "+disks+"/"+disk, "")
		c.do("GET /evs/v2/p/cloudvolumes/"+disk+"/tags", "")
		c.done(id, "SUCCESS")
	}}},
	"a failed disk is looked at": {"uses-after-failure", workflow{
		scenarios: []string{"evs/create-leaves-error"}, run: func(c client) {
			disk, id := c.disk()
			c.done(id, "FAIL")
			require.Equal(c.t, "error", c.do("GET "+disks+"/"+disk, "").get("volume.status"))
		},
	}},
	"a failure that left nothing": {"left-behind", workflow{
		scenarios: []string{"element/clone-fails"}, run: func(c client) {
			made := c.element("CloneVolume", map[string]any{"volumeID": 1, "name": "copy"})
			c.handle(int(made.number("result.asyncHandle")), false)
		},
	}},
	"a disk of a scenario fails": {"left-behind", workflow{scenarios: []string{"evs/fails-after-disk"}, run: right}},
	"a list that is shown whole": {"page-never-read", workflow{scenarios: []string{"drs/camel-page-req"}, run: func(c client) { c.tasks(3, "") }}},
	"pages in any order": {"page-never-read", workflow{text: twelveTasks, run: func(c client) {
		for _, page := range []int{3, 1, 2} {
			c.tasks(12, fmt.Sprintf(`,"page_req":{"cur_page":%d}`, page))
		}
	}}},
	"one task after the other, each to its end": {"one-id-per-batch", workflow{text: twelveTasks, run: func(c client) {
		for i := range 12 {
			for range 3 {
				c.do("POST /drs/v3/p/jobs/batch-status", fmt.Sprintf(`{"jobs":["task-%d"]}`, i+1))
			}
		}
	}}},
	"several requests in flight when the token expires": {"token-not-renewed", workflow{
		scenarios: []string{"iam/token-expires", "evs/stuck"},
		run: func(c client) {
			c.token = "tok-1"
			c.every(time.Second, 3, "disk")
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() { c.evs("disk") })
			}
			all.Wait()
		},
	}},
	"programs that sign in for a wait each": {"signs-in-per-request", workflow{run: func(c client) {
		for range 8 {
			c.token = c.signIn()
			c.done(c.create(), "SUCCESS")
		}
	}}},
	"programs that look at a job each of their own": {"signs-in-per-request", workflow{run: func(c client) {
		for range 8 {
			c.token = c.signIn()
			c.evs(c.create())
		}
	}}},
	"a new token after each refusal": {"signs-in-per-request", workflow{
		text: `
settings: {auth: strict}
jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING}]}]
rules: [{call: evs.showJob, nth: "1, 3, 5, 7, 9, 11, 13", answer: {error: APIGW.0307}}]`,
		run: func(c client) {
			c.token = c.signIn()
			for range 14 {
				if c.evs("disk").status == http.StatusUnauthorized {
					c.token = c.signIn()
				}
				time.Sleep(5 * time.Second)
			}
		},
	}},
	"nulls for what is left out": {"ignored-members", workflow{run: func(c client) {
		c.do("POST /evs/v3/p/volumes", `{"volume":{"size":10,"availability_zone":"eu-de-01","volume_type":"SATA","consistencygroup_id":null,"what":null}}`)
	}}},
	"members that were refused": {"ignored-members", workflow{run: func(c client) {
		c.do("POST /evs/v3/p/volumes", `{"volume":{"size":-1,"what":1}}`)
	}}},
	"a job that does not exist": {"unmatched-calls", workflow{run: func(c client) { c.evs("nobody") }}},
}

func TestLookalikes(t *testing.T) {
	t.Parallel()
	for name, l := range lookalikes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := l.judged(t)
			require.NotZero(t, report.Requests)
			require.Empty(t, findingsOf(report, l.kind), "%s", report)
		})
	}
}
