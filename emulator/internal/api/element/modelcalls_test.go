package element_test

import (
	"maps"
	"slices"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator"
)

// model is what a client can know of a cluster: its volumes, snapshots and jobs.
type model struct {
	server       *emulator.Emulator
	now          time.Time
	volumes      map[int64]*modelVolume
	jobs         map[int64]*modelJob
	snapshots    map[int64]int64 // the volume of each
	lastVolume   int64
	lastSnapshot int64
}

type modelVolume struct {
	id, size  int64
	mark      int64 // an attribute
	deleted   bool
	deletedAt time.Time
	maker     *modelJob // the clone that makes it; nil: none
}

type modelJob struct {
	handle, volume int64
	key            string // of a bulk job
	ends           time.Time
	forced, failed bool
	seen           string // its result, once it was read
}

func newModel(t require.TestingT) *model {
	m := &model{
		server: newEmulator(t), volumes: map[int64]*modelVolume{}, jobs: map[int64]*modelJob{}, snapshots: map[int64]int64{},
	}
	m.now = m.server.Clock().Now()
	m.call(t, "", "AddAccount", `{"username":"owner"}`)
	return m
}

func (m *model) volumeIDs() []int64 { return slices.Sorted(maps.Keys(m.volumes)) }
func (m *model) handles() []int64   { return slices.Sorted(maps.Keys(m.jobs)) }
func (m *model) over(j *modelJob) bool {
	return j.forced || !j.ends.IsZero() && !m.now.Before(j.ends)
}

func (m *model) status(v *modelVolume) string {
	switch {
	case v.deleted:
		return "deleted"
	case v.maker != nil && !m.over(v.maker):
		return "init"
	}
	return "active"
}

// volume draws an id, sometimes of no volume, and returns the error for a call that needs an active volume.
func (m *model) volume(t *rapid.T) (*modelVolume, int64, string) {
	id := rapid.Int64Range(1, m.lastVolume+1).Draw(t, "volume")
	v := m.volumes[id]
	switch {
	case v == nil:
		return nil, id, "xVolumeIDDoesNotExist"
	case m.status(v) != "active":
		return v, id, "xInvalidParameter"
	}
	return v, id, ""
}

// running returns how many jobs are at work on a volume: bulk jobs, or clones of it.
func (m *model) running(volume int64, bulk bool) (on, node int) {
	for _, j := range m.jobs {
		if m.over(j) || (j.key != "") != bulk {
			continue
		}
		if j.volume == volume {
			on++
		}
		if j.volume%3 == volume%3 {
			node++
		}
	}
	return on, node
}

func (m *model) create(t *rapid.T) {
	size := rapid.Int64Range(1000, 3000).Draw(t, "MiB")
	m.call(t, "", "CreateVolume", `{"name":"v","accountID":1,"totalSize":%d}`, size<<20-1)
	m.lastVolume++
	m.volumes[m.lastVolume] = &modelVolume{id: m.lastVolume, size: size << 20}
}

func (m *model) modify(t *rapid.T) {
	v, id, fault := m.volume(t)
	size, mark := rapid.Int64Range(1000, 3000).Draw(t, "MiB")<<20, rapid.Int64Range(1, 9).Draw(t, "mark")
	if v != nil && m.status(v) == "init" {
		fault = ""
	}
	if fault == "" && size < v.size {
		fault = "xVolumeShrinkProhibited"
	}
	m.call(t, fault, "ModifyVolume", `{"volumeID":%d,"totalSize":%d,"attributes":{"mark":%d}}`, id, size, mark)
	if fault == "" {
		v.size, v.mark = size, mark
	}
}

func (m *model) delete(t *rapid.T) {
	v, id, fault := m.volume(t)
	if fault != "" {
		fault = "xVolumeIDDoesNotExist"
	}
	m.call(t, fault, "DeleteVolume", `{"volumeID":%d}`, id)
	if fault != "" {
		return
	}
	v.deleted, v.deletedAt = true, m.now
	for _, j := range m.jobs {
		if j.volume == id && j.key != "" && !m.over(j) {
			j.forced, j.failed = true, true
		}
	}
}

func (m *model) restore(t *rapid.T) { m.afterDelete(t, "RestoreDeletedVolume") }

func (m *model) purge(t *rapid.T) { m.afterDelete(t, "PurgeDeletedVolume") }

func (m *model) afterDelete(t *rapid.T, method string) {
	v, id, _ := m.volume(t)
	if v == nil || !v.deleted {
		m.call(t, "xVolumeIDDoesNotExist", method, `{"volumeID":%d}`, id)
		return
	}
	m.call(t, "", method, `{"volumeID":%d}`, id)
	if v.deleted = false; method == "PurgeDeletedVolume" {
		delete(m.volumes, id)
	}
}

func (m *model) clone(t *rapid.T) {
	v, id, fault := m.volume(t)
	on, node := m.running(id, false)
	switch {
	case fault != "":
	case on >= 2:
		fault = "xMaxClonesPerVolumeExceeded"
	case node >= 8:
		fault = "xMaxClonesPerNodeExceeded"
	}
	r := m.call(t, fault, "CloneVolume", `{"volumeID":%d,"name":"copy"}`, id)
	if fault != "" {
		return
	}
	m.lastVolume++
	require.Equal(t, m.lastVolume, r.Get("volumeID").Int())
	j := &modelJob{handle: r.Get("asyncHandle").Int(), volume: id, ends: m.now.Add(10 * time.Second)}
	m.jobs[j.handle] = j
	m.volumes[m.lastVolume] = &modelVolume{id: m.lastVolume, size: v.size, mark: v.mark, maker: j}
}

func (m *model) startRead(t *rapid.T) {
	_, id, fault := m.volume(t)
	if on, node := m.running(id, true); fault == "" && (on >= 2 || node >= 8) {
		fault = "xExceededLimit"
	}
	script := rapid.SampledFrom([]string{"", "bv_internal.py"}).Draw(t, "script")
	r := m.call(t, fault, "StartBulkVolumeRead", `{"volumeID":%d,"format":"native","script":%q}`, id, script)
	if fault != "" {
		return
	}
	j := &modelJob{handle: r.Get("asyncHandle").Int(), volume: id, key: r.Get("key").Str}
	if script != "" {
		j.ends = m.now.Add(20 * time.Second)
	}
	m.jobs[j.handle] = j
}

// update reports on a session: that it runs, which skips the preparation of a script, or that it has ended.
func (m *model) update(t *rapid.T) {
	var sessions []*modelJob
	for _, h := range m.handles() {
		if j := m.jobs[h]; j.key != "" {
			sessions = append(sessions, j)
		}
	}
	if len(sessions) == 0 {
		t.Skip("no session")
	}
	j := rapid.SampledFrom(sessions).Draw(t, "session")
	status := rapid.SampledFrom([]string{"running", "complete", "failed"}).Draw(t, "status")
	fault := ""
	if m.over(j) {
		fault = "xBulkVolumeIDDoesNotExist"
	}
	m.call(t, fault, "UpdateBulkVolumeStatus", `{"key":%q,"status":%q,"percentComplete":"7"}`, j.key, status)
	preparing := !j.ends.IsZero() && m.now.Before(j.ends.Add(-15*time.Second))
	switch {
	case fault != "":
	case status != "running":
		j.forced, j.failed = true, status == "failed"
	case preparing:
		j.ends = m.now.Add(15 * time.Second)
	}
}

// take reads a result without keepResult, which deletes the handle of a job that has ended.
func (m *model) take(t *rapid.T) {
	if len(m.jobs) == 0 {
		t.Skip("no job")
	}
	j := m.jobs[rapid.SampledFrom(m.handles()).Draw(t, "handle")]
	m.call(t, "", "GetAsyncResult", `{"asyncHandle":%d}`, j.handle)
	if m.over(j) {
		delete(m.jobs, j.handle)
		m.call(t, "xDBNoSuchPath", "GetAsyncResult", `{"asyncHandle":%d}`, j.handle)
	}
}

func (m *model) snapshot(t *rapid.T) {
	_, id, fault := m.volume(t)
	count := 0
	for _, volume := range m.snapshots {
		if volume == id {
			count++
		}
	}
	if fault == "" && count >= 32 {
		fault = "xMaxSnapshotsPerVolumeExceeded"
	}
	m.call(t, fault, "CreateSnapshot", `{"volumeID":%d}`, id)
	if fault == "" {
		m.lastSnapshot++
		m.snapshots[m.lastSnapshot] = id
	}
}

func (m *model) deleteSnapshot(t *rapid.T) {
	id := rapid.Int64Range(1, m.lastSnapshot+1).Draw(t, "snapshot")
	fault := ""
	if volume, ok := m.snapshots[id]; !ok || m.volumes[volume] == nil {
		fault = "xSnapshotIDDoesNotExist"
	}
	m.call(t, fault, "DeleteSnapshot", `{"snapshotID":%d}`, id)
	delete(m.snapshots, id)
}

// advance lets time pass, seconds or, now and then, the hours after which a deleted volume is purged.
func (m *model) advance(t *rapid.T) {
	d := time.Duration(rapid.IntRange(1, 12).Draw(t, "seconds")) * time.Second
	if rapid.IntRange(0, 9).Draw(t, "long") == 0 {
		d = 8 * time.Hour
	}
	m.server.Clock().Advance(d)
	m.now = m.now.Add(d)
	for id, v := range m.volumes {
		if v.deleted && !m.now.Before(v.deletedAt.Add(8*time.Hour)) {
			delete(m.volumes, id)
		}
	}
}
