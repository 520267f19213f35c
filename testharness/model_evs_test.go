package testharness_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/testharness"
)

// evsThing is a disk or a snapshot as the model has it: its properties, its status at rest, and the job that works on it.
type evsThing struct {
	id, name, kind string
	size           int
	tags           map[string]string
	from           string // of a disk its snapshot, of a snapshot its disk
	status         string // at rest
	job            *evsJob
}

// evsJob is a job that works on things.
type evsJob struct {
	id                 string // empty for the calls that return none
	born, ends         time.Time
	live, done, failed string
	alter              func(*evsThing)
	creates, deletes   bool
}

// evsModel runs random calls of all families beside a model of its own, which says what each call must do: whether it is
// accepted, which status every disk and snapshot has at every instant, and which job document.
type evsModel struct {
	wireModel
	disks, snapshots []*evsThing
	jobs             map[string]*evsJob
	ended            map[string]string // documents of ended jobs
	steps, made      int
}

func TestEVSModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := &evsModel{wireModel: wireModel{t, testharness.Run(t)}, jobs: map[string]*evsJob{}, ended: map[string]string{}}
		t.Repeat(map[string]func(*rapid.T){
			"": m.check, "advance": m.advance, "fail": m.fail, "create": m.create, "create by Cinder's call": m.createCinder,
			"extend": m.extend, "retype": m.retype, "delete": m.remove, "rename": m.rename, "tag": m.tag,
			"snapshot": m.shoot, "delete snapshot": m.removeSnapshot, "roll back": m.rollBack,
		})
	})
}

func (m *evsModel) now() time.Time { return m.sim.Clock().Now() }

// state returns the status of a thing.
func (m *evsModel) state(x *evsThing) string {
	if x.job != nil {
		return x.job.live
	}
	return x.status
}

// settle ends the jobs whose time has come.
func (m *evsModel) settle() {
	for _, list := range []*[]*evsThing{&m.disks, &m.snapshots} {
		*list = slices.DeleteFunc(*list, func(x *evsThing) bool {
			j := x.job
			if j == nil || m.now().Before(j.ends) {
				return false
			}
			x.job, x.status = nil, j.done
			if j.alter != nil {
				j.alter(x)
			}
			return j.deletes
		})
	}
}

// work starts a job of the default length, after a delay, on some things.
func (m *evsModel) work(j evsJob, delay time.Duration, on ...*evsThing) {
	j.born = m.now().Add(delay)
	j.ends = j.born.Add(5 * time.Second)
	for _, x := range on {
		x.job = &j
	}
	if j.id != "" {
		m.jobs[j.id] = &j
	}
}

func pickThing(t *rapid.T, what string, all []*evsThing) *evsThing {
	if len(all) == 0 {
		t.Skip("no " + what)
	}
	return rapid.SampledFrom(all).Draw(t, what)
}

func (m *evsModel) advance(t *rapid.T) {
	m.sim.Advance(time.Duration(rapid.SampledFrom([]int{1, 500, 1000, 4000, 5000, 30000}).Draw(t, "milliseconds")) * time.Millisecond)
}

// expect sends a call and requires that it is accepted, or rejected with a code or a message.
func (m *evsModel) expect(accepted bool, request, body string) gjson.Result {
	status, doc := m.send(request, body)
	require.Equal(m.t, accepted, status < 300, "%s %s: %d %s", request, body, status, doc.Raw)
	if !accepted {
		require.Regexp(m.t, `"code":("(EVS|Common)\.\d{4}"|4\d\d)`, doc.Raw)
	}
	return doc
}

var evsKinds = []string{"SAS", "SSD", "ESSD"}

// order draws a creation: of nothing, or of a snapshot, which gives the disk its type.
func (m *evsModel) order(t *rapid.T) (body string, disk evsThing, accepted bool) {
	m.made++
	disk = evsThing{name: fmt.Sprintf("disk-%d", m.made), size: rapid.IntRange(9, 12).Draw(t, "size"), kind: rapid.SampledFrom(evsKinds).Draw(t, "type")}
	accepted = disk.size >= 10
	body = fmt.Sprintf(`"name":%q,"size":%d,"volume_type":%q,"availability_zone":"eu-de-01"`, disk.name, disk.size, disk.kind)
	if len(m.snapshots) > 0 && rapid.Bool().Draw(t, "from a snapshot") {
		s := pickThing(t, "snapshot", m.snapshots)
		body += fmt.Sprintf(`,"snapshot_id":%q`, s.id)
		accepted = accepted && m.state(s) == "available" && disk.size >= s.size
		disk.from, disk.kind = s.id, s.kind
	}
	return body, disk, accepted
}

var creation = evsJob{live: "creating", done: "available", failed: "error", creates: true}

func (m *evsModel) create(t *rapid.T) {
	body, disk, accepted := m.order(t)
	count := rapid.SampledFrom([]int{1, 1, 2, 3}).Draw(t, "count")
	doc := m.expect(accepted, "POST /v2/p/cloudvolumes", fmt.Sprintf(`{"volume":{%s,"count":%d}}`, body, count))
	if !accepted {
		return
	}
	ids := doc.Get("volume_ids").Array()
	require.Len(m.t, ids, count)
	for n, id := range ids {
		made, job, delay := disk, creation, time.Duration(0)
		made.id = id.String()
		if count > 1 {
			made.name += fmt.Sprintf("-%04d", n+1)
			delay = 250*time.Millisecond + time.Duration(n)*15*time.Millisecond
		} else {
			job.id = doc.Get("job_id").String()
		}
		m.disks = append(m.disks, &made)
		m.work(job, delay, &made)
	}
}

func (m *evsModel) createCinder(t *rapid.T) {
	body, disk, accepted := m.order(t)
	doc := m.expect(accepted, "POST /v3/p/volumes", `{"volume":{`+body+`}}`)
	if accepted {
		disk.id = doc.Get("volume.id").String()
		m.disks = append(m.disks, &disk)
		m.work(creation, 0, &disk)
	}
}

func (m *evsModel) extend(t *rapid.T) {
	d, size := pickThing(t, "disk", m.disks), rapid.IntRange(10, 14).Draw(t, "size")
	path := rapid.SampledFrom([]string{"v2/p/cloudvolumes", "v2.1/p/cloudvolumes", "v3/p/volumes"}).Draw(t, "path")
	accepted := m.state(d) == "available" && size > d.size
	doc := m.expect(accepted, "POST /"+path+"/"+d.id+"/action", `{"os-extend":{"new_size":`+strconv.Itoa(size)+`}}`)
	if accepted {
		m.work(evsJob{
			id: doc.Get("job_id").String(), live: "extending", done: "available", failed: "error_extending",
			alter: func(x *evsThing) { x.size = size },
		}, 0, d)
	}
}

func (m *evsModel) retype(t *rapid.T) {
	d, kind := pickThing(t, "disk", m.disks), rapid.SampledFrom(evsKinds).Draw(t, "type")
	accepted := m.state(d) == "available" && kind != d.kind && kind != "SAS"
	doc := m.expect(accepted, "POST /v2/p/volumes/"+d.id+"/retype", `{"os-retype":{"new_type":"`+kind+`"}}`)
	if accepted {
		m.work(evsJob{
			id: doc.Get("job_id").String(), live: "retyping", done: "available", failed: "available",
			alter: func(x *evsThing) { x.kind = kind },
		}, 0, d)
	}
}

var deletable = []string{"available", "error", "error_extending", "error_rollbacking"}

func (m *evsModel) remove(t *rapid.T) {
	d := pickThing(t, "disk", m.disks)
	shots := slices.DeleteFunc(slices.Clone(m.snapshots), func(s *evsThing) bool { return s.from != d.id })
	path := rapid.SampledFrom([]string{"v2/p/cloudvolumes/%s", "v3/p/volumes/%s", "v3/p/volumes/%s?cascade=true"}).Draw(t, "path")
	busy := slices.ContainsFunc(shots, func(s *evsThing) bool { return s.job != nil })
	accepted := slices.Contains(deletable, m.state(d)) && !busy && (len(shots) == 0 || path != "v3/p/volumes/%s")
	doc := m.expect(accepted, "DELETE /"+fmt.Sprintf(path, d.id), "")
	if accepted {
		m.work(evsJob{id: doc.Get("job_id").String(), live: "deleting", done: "gone", failed: "error_deleting", deletes: true}, 0, append(shots, d)...)
	}
}

func (m *evsModel) rename(t *rapid.T) {
	d := pickThing(t, "disk", m.disks)
	m.made++
	d.name = fmt.Sprintf("name-%d", m.made)
	m.expect(true, "PUT /v2/p/cloudvolumes/"+d.id, `{"volume":{"name":"`+d.name+`"}}`)
}

func (m *evsModel) tag(t *rapid.T) {
	d := pickThing(t, "disk", m.disks)
	key, value := rapid.SampledFrom([]string{"a", "b", "c d"}).Draw(t, "key"), rapid.SampledFrom([]string{"", "1", "*"}).Draw(t, "value")
	tags := maps.Clone(d.tags)
	if tags == nil {
		tags = map[string]string{}
	}
	action := rapid.SampledFrom([]string{"create", "delete"}).Draw(t, "action")
	accepted := action == "delete" || (key != "c d" && value != "*")
	if action == "create" {
		tags[key] = value
	} else {
		delete(tags, key)
	}
	m.expect(accepted, "POST /v2/p/cloudvolumes/"+d.id+"/tags/action", fmt.Sprintf(`{"action":%q,"tags":[{"key":%q,"value":%q}]}`, action, key, value))
	if accepted {
		d.tags = tags
	}
}

func (m *evsModel) shoot(t *rapid.T) {
	d := pickThing(t, "disk", m.disks)
	path := rapid.SampledFrom([]string{"v2/p/cloudsnapshots", "v3/p/snapshots"}).Draw(t, "path")
	accepted := m.state(d) == "available"
	doc := m.expect(accepted, "POST /"+path, `{"snapshot":{"volume_id":"`+d.id+`"}}`)
	if accepted {
		s := &evsThing{id: doc.Get("snapshot.id").String(), size: d.size, kind: d.kind, from: d.id}
		m.snapshots = append(m.snapshots, s)
		m.work(creation, 0, s)
	}
}

func (m *evsModel) removeSnapshot(t *rapid.T) {
	s := pickThing(t, "snapshot", m.snapshots)
	accepted := m.state(s) == "available"
	m.expect(accepted, "DELETE /v2/p/cloudsnapshots/"+s.id, "")
	if accepted {
		m.work(evsJob{live: "deleting", done: "gone", failed: "error_deleting", deletes: true}, 0, s)
	}
}

func (m *evsModel) rollBack(t *rapid.T) {
	s := pickThing(t, "snapshot", m.snapshots)
	at := slices.IndexFunc(m.disks, func(d *evsThing) bool { return d.id == s.from })
	if at < 0 {
		t.Skip("its disk is gone")
	}
	d := m.disks[at]
	accepted := m.state(s) == "available" && m.state(d) == "available"
	m.expect(accepted, "POST /v2/p/cloudsnapshots/"+s.id+"/rollback", `{"rollback":{"volume_id":"`+d.id+`"}}`)
	if accepted {
		back := evsJob{live: "rollbacking", done: "available", failed: "error_rollbacking"}
		m.work(back, 0, s)
		back.alter = func(x *evsThing) { x.size = s.size }
		m.work(back, 0, d)
	}
}

// fail ends a running job in failure: a disk whose creation had not run never existed.
func (m *evsModel) fail(t *rapid.T) {
	running := slices.DeleteFunc(slices.Sorted(maps.Keys(m.jobs)), func(id string) bool { return !m.now().Before(m.jobs[id].ends) })
	if len(running) == 0 {
		t.Skip("no job")
	}
	id := rapid.SampledFrom(running).Draw(t, "job")
	j := m.jobs[id]
	m.sim.Force("evs", id, "{status: FAIL, error: EVS.2024}")
	ran := !m.now().Before(j.born.Add(time.Second))
	delete(m.jobs, id)
	for _, list := range []*[]*evsThing{&m.disks, &m.snapshots} {
		*list = slices.DeleteFunc(*list, func(x *evsThing) bool {
			if x.job != j {
				return false
			}
			x.job, x.status = nil, j.failed
			return j.creates && !ran
		})
	}
}
