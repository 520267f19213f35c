package verdict_test

import (
	"time"

	"github.com/stretchr/testify/require"
)

var elementWorkflows = map[string]workflow{
	"a clone that is used and deleted": {run: func(c client) {
		made := c.element("CloneVolume", map[string]any{"volumeID": 1, "name": "copy"})
		c.handle(int(made.number("result.asyncHandle")), false)
		id := made.number("result.volumeID")
		require.Equal(c.t, "active", c.element("ListVolumes", map[string]any{"volumeIDs": []float64{id}}).get("result.volumes.0.status"))
		c.element("ModifyVolume", map[string]any{"volumeID": id, "access": "readOnly"})
		c.element("DeleteVolume", map[string]any{"volumeID": id})
		c.element("PurgeDeletedVolume", map[string]any{"volumeID": id})
	}},
	"a result that is kept while the job runs, and taken then": {run: func(c client) {
		made := c.element("CloneVolume", map[string]any{"volumeID": 1, "name": "copy"})
		id := int(made.number("result.asyncHandle"))
		c.handle(id, true)
		c.element("GetAsyncResult", map[string]any{"asyncHandle": id})
	}},
	"a clone that is called off": {run: func(c client) {
		made := c.element("CloneVolume", map[string]any{"volumeID": 1, "name": "copy"})
		id := made.number("result.asyncHandle")
		time.Sleep(1200 * time.Millisecond)
		c.element("GetAsyncResult", map[string]any{"asyncHandle": id})
		time.Sleep(1900 * time.Millisecond)
		require.Empty(c.t, c.element("CancelClone", map[string]any{"cloneID": made.number("result.cloneID")}).get("error"))
		time.Sleep(1900 * time.Millisecond)
		require.Equal(c.t, "xDBNoSuchPath", c.element("GetAsyncResult", map[string]any{"asyncHandle": id}).get("error.name"))
	}},
	"a volume with the number of a job is changed": {run: func(c client) {
		c.handle(int(c.element("CloneVolume", map[string]any{"volumeID": 1, "name": "copy"}).number("result.asyncHandle")), false)
		c.element("ModifyVolume", map[string]any{"volumeID": 1, "access": "readOnly"})
	}},
	"a monitor beside the one who waits": {run: func(c client) {
		made := c.element("CloneVolume", map[string]any{"volumeID": 1, "name": "copy"})
		stop := time.Now().Add(time.Minute)
		watched := make(chan bool)
		go func() {
			defer close(watched)
			for time.Now().Before(stop) {
				c.element("ListAsyncResults", nil)
				time.Sleep(7 * time.Second)
			}
		}()
		c.handle(int(made.number("result.asyncHandle")), false)
		<-watched
	}},
	"a lost clone is looked for": {scenarios: []string{"element/lost-clone"}, run: func(c client) {
		require.Empty(c.t, c.element("CloneVolume", map[string]any{"volumeID": 1, "name": "copy"}).body)
		w := newWaiter(c, "")
		w.poll = func() response { return c.element("ListVolumes", nil) }
		w.over = func(r response) bool { return r.get(`result.volumes.#(name=="copy").status`) == "active" }
		_, done := w.wait()
		require.True(c.t, done)
	}},
	"a result whose response is lost": {scenarios: []string{"any/reset"}, run: func(c client) {
		made := c.element("CloneVolume", map[string]any{"volumeID": 1, "name": "copy"})
		c.handle(int(made.number("result.asyncHandle")), false)
	}},
	"snapshots and their volume": {run: func(c client) {
		made := c.element("CreateSnapshot", map[string]any{"volumeID": 1, "name": "s"})
		c.element("ListSnapshots", map[string]any{"volumeID": 1})
		c.element("DeleteSnapshot", map[string]any{"snapshotID": made.number("result.snapshotID")})
	}},
	"the holder of a bulk volume session": {run: func(c client) {
		made := c.element("StartBulkVolumeWrite", map[string]any{"volumeID": 1, "format": "native"})
		key := made.get("result.key")
		for _, percent := range []int{20, 60} {
			c.element("UpdateBulkVolumeStatus", map[string]any{"key": key, "status": "running", "percentComplete": percent, "message": "on the way"})
			time.Sleep(4700 * time.Millisecond)
		}
		c.element("UpdateBulkVolumeStatus", map[string]any{"key": key, "status": "complete", "percentComplete": 100})
		c.handle(int(made.number("result.asyncHandle")), false)
	}},
}
