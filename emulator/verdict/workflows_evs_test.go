package verdict_test

import (
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/stretchr/testify/require"
)

const disks = "/evs/v2/p/cloudvolumes"

var evsWorkflows = map[string]workflow{
	"the life of a disk": {run: func(c client) {
		disk, id := c.disk()
		c.done(id, "SUCCESS")
		require.Equal(c.t, "available", c.do("GET "+disks+"/"+disk, "").get("volume.status"))
		c.do("PUT "+disks+"/"+disk, `{"volume":{"name":"renamed"}}`)
		c.done(c.do("POST "+disks+"/"+disk+"/action", `{"os-extend":{"new_size":20}}`).get("job_id"), "SUCCESS")
		made := c.do("POST /evs/v2/p/cloudsnapshots", `{"snapshot":{"volume_id":"`+disk+`","name":"s"}}`)
		snapshot := "/evs/v2/p/cloudsnapshots/" + made.get("snapshot.id")
		c.until("GET "+snapshot, "snapshot.status", "available")
		c.do("DELETE "+snapshot, "")
		c.until("GET "+snapshot, "", "404")
		c.done(c.remove(disk), "SUCCESS")
		require.Equal(c.t, http.StatusNotFound, c.do("GET "+disks+"/"+disk, "").status)
	}},
	"a disk through Cinder, without a job": {run: func(c client) {
		made := c.do("POST /evs/v3/p/volumes", `{"volume":{"size":10,"availability_zone":"eu-de-01","volume_type":"SATA","name":null,"metadata":{}}}`)
		disk := "/evs/v3/p/volumes/" + made.get("volume.id")
		c.until("GET "+disk, "volume.status", "available")
		require.Equal(c.t, http.StatusAccepted, c.do("DELETE "+disk, "").status)
		c.until("GET "+disk, "", "404")
	}},
	"a disk that is polled itself, and not its job": {run: func(c client) {
		disk, _ := c.disk()
		c.until("GET "+disks+"/"+disk, "volume.status", "available")
	}},
	"many disks at a time": {run: func(c client) {
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				time.Sleep(time.Duration(i) * 37 * time.Millisecond)
				disk, id := c.disk()
				c.done(id, "SUCCESS")
				c.done(c.remove(disk), "SUCCESS")
			})
		}
		all.Wait()
	}},
	"a batch of disks and its sub-jobs": {run: func(c client) {
		made := c.do("POST "+disks, `{"volume":{"size":10,"availability_zone":"eu-de-01","volume_type":"SATA","name":"data","count":3}}`)
		last := c.done(made.get("job_id"), "SUCCESS")
		for i := range 3 {
			disk := last.get(fmt.Sprintf("entities.sub_jobs.%d.entities.volume_id", i))
			require.Equal(c.t, "available", c.do("GET "+disks+"/"+disk, "").get("volume.status"))
		}
	}},
	"a failure and what it left": {scenarios: []string{"evs/create-leaves-error"}, run: removesWhatFailed},
	"a lost creation is looked for": {scenarios: []string{"evs/lost-reply"}, run: func(c client) {
		require.Empty(c.t, c.create())
		time.Sleep(2 * time.Second)
		found := c.do("GET "+disks+"/detail?limit=50", "")
		require.Equal(c.t, "1", found.get("volumes.#"))
		disk := found.get("volumes.0.id")
		c.until("GET "+disks+"/"+disk, "volume.status", "available")
		c.done(c.remove(disk), "SUCCESS")
	}},
	"a lost creation that was never carried out is sent again": {
		scenarios: []string{"any/reset"}, run: func(c client) {
			for range 2 {
				c.do("GET "+disks, "")
			}
			require.Empty(c.t, c.create()) // reset before it was carried out
			time.Sleep(2 * time.Second)
			require.Equal(c.t, "0", c.do("GET "+disks+"/detail", "").get("volumes.#"))
			c.done(c.create(), "SUCCESS")
		},
	},
	"lists in pages": {run: func(c client) {
		for i := range 5 {
			c.do("POST "+disks, fmt.Sprintf(`{"volume":{"name":"d-%d","size":10,"availability_zone":"eu-de-01","volume_type":"SATA"}}`, i))
		}
		time.Sleep(time.Minute)
		seen, query := 0, "?limit=2"
		for query != "" {
			page := c.do("GET "+disks+"/detail"+query, "")
			n := int(page.number("volumes.#"))
			seen += n
			if query = ""; n == 2 {
				query = "?limit=2&marker=" + page.get("volumes.1.id")
			}
		}
		require.Equal(c.t, 5, seen)
		for offset := 0; offset < 6; offset += 2 {
			c.do(fmt.Sprintf("GET %s/detail?limit=2&offset=%d", disks, offset), "")
		}
		c.do("GET "+disks+"?limit=1", "") // is there any?
	}},
	"a disk that is called off while it is made, and removed when that is possible": {
		text: `rules: [{call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 5m}, {status: SUCCESS}]}}]`,
		run: func(c client) {
			disk, id := c.disk()
			w := newWaiter(c, id)
			for range 3 { // then its user has called it off
				time.Sleep(w.jitter(2 * time.Second))
				w.poll()
			}
			c.done(id, "SUCCESS")
			c.done(c.remove(disk), "SUCCESS")
		},
	},
	"a job that is hidden at first": {scenarios: []string{"evs/hidden-job"}, run: func(c client) {
		_, id := c.disk()
		w := newWaiter(c, id)
		poll := w.poll
		w.poll = func() response {
			r := poll()
			if r.status == http.StatusBadRequest || r.status == http.StatusNotFound {
				r.status = http.StatusServiceUnavailable // it was just made, and is asked for a while
			}
			return r
		}
		_, done := w.wait()
		require.True(c.t, done)
	}},
	"a disk that lags behind its job": {scenarios: []string{"evs/disk-lags"}, run: func(c client) {
		disk, id := c.disk()
		c.done(id, "SUCCESS")
		c.until("GET "+disks+"/"+disk, "volume.status", "available")
		c.done(c.remove(disk), "SUCCESS")
	}},
	"a deletion with its snapshots": {run: func(c client) {
		disk, id := c.disk()
		c.done(id, "SUCCESS")
		made := c.do("POST /evs/v2/p/cloudsnapshots", `{"snapshot":{"volume_id":"`+disk+`"}}`)
		snapshot := "/evs/v2/p/cloudsnapshots/" + made.get("snapshot.id")
		c.until("GET "+snapshot, "snapshot.status", "available")
		c.done(c.do("DELETE "+disks+"/"+disk+"?cascade=true", "").get("job_id"), "SUCCESS")
	}},
}
