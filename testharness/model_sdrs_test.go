package testharness_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/testharness"
)

// sdrsKind is a kind of SDRS resources: its path and the members that wrap one and a list.
type sdrsKind struct{ path, one, many, entity string }

var sdrsKinds = map[string]sdrsKind{
	"group":    {"server-groups", "server_group", "server_groups", "server_group_id"},
	"instance": {"protected-instances", "protected_instance", "protected_instances", "protected_instance_id"},
	"pair":     {"replications", "replication", "replications", "replication_pair_id"},
	"drill":    {"disaster-recovery-drills", "disaster_recovery_drill", "disaster_recovery_drills", "disaster_recovery_drill_id"},
}

// sdrsModel runs random operations on SDRS resources and EVS disks, and holds what is true at every instant: lists equal
// gets, both sides of an attachment agree, a disk in a pair is guarded, and an ended job does not change.
type sdrsModel struct {
	wireModel
	jobs    []string          // that run
	ended   map[string]string // documents of ended jobs
	forced  map[string]bool   // jobs that were made to fail
	made    int               // resources that were created, for their names
	steps   int
	errored map[string]bool // pairs and instances whose creation failed
}

// TestSDRSModel runs SDRS and EVS side by side, since a replication pair holds a disk.
func TestSDRSModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := &sdrsModel{wireModel: wireModel{t, testharness.Run(t)}, ended: map[string]string{}, forced: map[string]bool{}, errored: map[string]bool{}}
		t.Repeat(map[string]func(*rapid.T){
			"": m.check, "advance": m.advance, "fail": m.fail,
			"create disk": m.createDisk, "change disk": m.changeDisk, "create": m.create, "delete": m.remove,
			"act": m.act, "attach": m.attach, "detach": m.detach, "change": m.change,
		})
		m.removeAll()
	})
}

// list returns the resources of a kind, newest first.
func (m *sdrsModel) list(kind string) []gjson.Result {
	k := sdrsKinds[kind]
	doc := m.must(200, "GET /v1/p/"+k.path, "")
	require.Len(m.t, doc.Get(k.many).Array(), int(doc.Get("count").Int()))
	return doc.Get(k.many).Array()
}

func (m *sdrsModel) disks() []gjson.Result {
	return m.must(200, "GET /v2/p/cloudvolumes/detail", "").Get("volumes").Array()
}

// pick draws the id of one of the resources.
func (m *sdrsModel) pick(t *rapid.T, what string, all []gjson.Result) string {
	if len(all) == 0 {
		t.Skip("no " + what)
	}
	return rapid.SampledFrom(all).Draw(t, what).Get("id").String()
}

// start sends a call that starts a job. If it is accepted, the job is watched; else the error must be one of SDRS or EVS.
func (m *sdrsModel) start(request, body string) (accepted bool) {
	status, doc := m.send(request, body)
	if id := doc.Get("job_id"); status < 300 {
		require.NotEmpty(m.t, id.String(), doc.Raw)
		m.jobs = append(m.jobs, id.String())
		return true
	}
	code := doc.Get("error.code").String()
	require.Regexp(m.t, `^(SDRS|EVS)\.\d{4}$`, code, "%s %s: %s", request, body, doc.Raw)
	return false
}

func (m *sdrsModel) name() string {
	m.made++
	return fmt.Sprintf("name-%d", m.made)
}

func (m *sdrsModel) advance(t *rapid.T) {
	m.sim.Advance(time.Duration(rapid.SampledFrom([]int{1, 2, 3, 6, 30}).Draw(t, "seconds")) * time.Second)
}

// fail makes a running job fail.
func (m *sdrsModel) fail(t *rapid.T) {
	if len(m.jobs) == 0 {
		t.Skip("no job")
	}
	id := rapid.SampledFrom(m.jobs).Draw(t, "job")
	m.sim.Force("sdrs", id, "{status: FAIL, error: EVS.2024}")
	m.forced[id] = true
}

func (m *sdrsModel) createDisk(*rapid.T) {
	m.must(200, "POST /v2/p/cloudvolumes", `{"volume":{"size":10,"volume_type":"SATA","availability_zone":"eu-de-01","name":"`+m.name()+`"}}`)
}

// changeDisk extends, retypes or deletes a disk: SDRS guards those in a pair.
func (m *sdrsModel) changeDisk(t *rapid.T) {
	id := m.pick(t, "disk", m.disks())
	guarded := slices.ContainsFunc(m.list("pair"), func(p gjson.Result) bool {
		return strings.HasPrefix(p.Get("volume_ids").String(), id+",")
	})
	request := rapid.SampledFrom([]string{
		`POST /v2/p/cloudvolumes/ID/action {"os-extend":{"new_size":30}}`, `POST /v2/p/volumes/ID/retype {"os-retype":{"new_type":"SSD"}}`,
		`DELETE /v2/p/cloudvolumes/ID `,
	}).Draw(t, "change")
	request, body, _ := strings.Cut(strings.Replace(request, "ID", id, 1), " {")
	if body != "" {
		body = "{" + body
	}
	_, doc := m.send(strings.TrimSpace(request), body)
	require.Equal(m.t, guarded, strings.Contains(doc.Raw, "EVS.2089"), "guarded is %t: %s: %s", guarded, request, doc.Raw)
}

// create asks for a group, an instance, a pair or a drill.
func (m *sdrsModel) create(t *rapid.T) {
	kind := rapid.SampledFrom([]string{"group", "instance", "pair", "pair", "drill"}).Draw(t, "kind")
	k, name := sdrsKinds[kind], m.name()
	body := `"name":"` + name + `"`
	if kind != "group" {
		body += `,"server_group_id":"` + m.pick(t, "group", m.list("group")) + `"`
	}
	switch kind {
	case "group":
		body += `,"source_availability_zone":"a","target_availability_zone":"b","domain_id":"d","source_vpc_id":"v","dr_type":"migration"`
	case "instance":
		body += `,"server_id":"server-` + name + `"`
	case "pair":
		body += `,"volume_id":"` + m.pick(t, "disk", m.disks()) + `"`
	}
	m.start("POST /v1/p/"+k.path, `{"`+k.one+`":{`+body+`}}`)
}

func (m *sdrsModel) remove(t *rapid.T) {
	kind := rapid.SampledFrom([]string{"group", "instance", "pair", "drill"}).Draw(t, "kind")
	m.start("DELETE /v1/p/"+sdrsKinds[kind].path+"/"+m.pick(t, kind, m.list(kind)), "")
}

// act runs an action on a group.
func (m *sdrsModel) act(t *rapid.T) {
	id := m.pick(t, "group", m.list("group"))
	m.start("POST /v1/p/server-groups/"+id+"/action", rapid.SampledFrom([]string{
		`{"start-server-group":{}}`, `{"stop-server-group":{}}`, `{"failover-server-group":{}}`,
		`{"reverse-server-group":{"priority_station":"target"}}`, `{"reverse-server-group":{"priority_station":"source"}}`,
	}).Draw(t, "action"))
}

func (m *sdrsModel) attach(t *rapid.T) {
	i, p := m.pick(t, "instance", m.list("instance")), m.pick(t, "pair", m.list("pair"))
	device := rapid.SampledFrom([]string{"/dev/vda", "/dev/vdb"}).Draw(t, "device")
	m.start("POST /v1/p/protected-instances/"+i+"/attachreplication", `{"replicationAttachment":{"replication_id":"`+p+`","device":"`+device+`"}}`)
}

func (m *sdrsModel) detach(t *rapid.T) {
	i, p := m.pick(t, "instance", m.list("instance")), m.pick(t, "pair", m.list("pair"))
	m.start("DELETE /v1/p/protected-instances/"+i+"/detachreplication/"+p, "")
}

// change extends a pair or resizes an instance.
func (m *sdrsModel) change(t *rapid.T) {
	if rapid.Bool().Draw(t, "extend") {
		p := rapid.SampledFrom(append(m.list("pair"), gjson.Result{})).Draw(t, "pair")
		size := p.Get("record_metadata.volume_size").Int() + 10
		m.start("POST /v1/p/replications/"+p.Get("id").String()+"x"[:btoi(!p.Exists())]+"/action", fmt.Sprintf(`{"extend-replication":{"new_size":%d}}`, size))
		return
	}
	m.start("POST /v1/p/protected-instances/"+m.pick(t, "instance", m.list("instance"))+"/resize", `{"resize":{"flavorRef":"`+m.name()+`"}}`)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// check holds what is true at every instant.
func (m *sdrsModel) check(t *rapid.T) {
	m.steps++
	m.checkJobs()
	members := map[string]map[string]int{}
	for kind, k := range sdrsKinds {
		members[kind] = map[string]int{}
		for _, r := range m.list(kind) {
			one := m.must(200, "GET /v1/p/"+k.path+"/"+r.Get("id").String(), "").Get(k.one)
			require.JSONEq(m.t, r.Raw, one.Raw, "the list and the get of a %s", kind)
			members[kind][r.Get("server_group_id").String()]++
			m.checkFailed(kind, r)
		}
	}
	for _, g := range m.list("group") {
		id := g.Get("id").String()
		require.Equal(m.t, []int{members["instance"][id], members["pair"][id], members["drill"][id]}, []int{
			int(g.Get("protected_instance_num").Int()), int(g.Get("replication_num").Int()), int(g.Get("disaster_recovery_drill_num").Int()),
		}, "the members of a group")
		m.checkStations(g)
	}
	m.checkAttachments()
	for _, d := range m.disks() {
		one := m.must(200, "GET /v2/p/cloudvolumes/"+d.Get("id").String(), "").Get("volume")
		require.Equal(m.t, d.Get("status").String()+d.Get("size").Raw, one.Get("status").String()+one.Get("size").Raw)
	}
	if m.steps%checkCopiesEvery == 0 {
		m.checkCopies(m.read, func() {
			m.sim.Advance(time.Hour)
			m.send("POST /v1/p/server-groups", `{"server_group":{"name":"x","source_availability_zone":"a","target_availability_zone":"b","domain_id":"d","source_vpc_id":"v"}}`)
		})
	}
}

// checkJobs requires that ended jobs do not change, and moves those that have ended since to them.
func (m *sdrsModel) checkJobs() {
	for id, doc := range m.ended {
		require.Equal(m.t, doc, m.document(id), "an ended job")
	}
	m.jobs = slices.DeleteFunc(m.jobs, func(id string) bool {
		doc := m.must(200, "GET /sdrs/v1/p/jobs/"+id, "")
		if doc.Get("end_time").String() == "" {
			require.Contains(m.t, []string{"INIT", "RUNNING"}, doc.Get("status").String())
			return false
		}
		m.ended[id] = m.document(id)
		kind, creation := strings.CutPrefix(doc.Get("job_type").String(), "create")
		if doc.Get("status").String() == "FAIL" && creation && !strings.Contains(kind, "Group") {
			for _, entity := range doc.Get("entities").Map() {
				m.errored[entity.String()] = true
			}
		}
		return true
	})
}

// document returns the document of a job. Of a job that was made to fail it leaves out the entities, since its sub-jobs go
// on.
func (m *sdrsModel) document(id string) string {
	doc := m.must(200, "GET /sdrs/v1/p/jobs/"+id, "")
	if m.forced[id] {
		return strings.Replace(doc.Raw, doc.Get("entities").Raw, "{}", 1)
	}
	return doc.Raw
}

// checkFailed requires that what could not be created stays in the status error until it is deleted.
func (m *sdrsModel) checkFailed(kind string, r gjson.Result) {
	if m.errored[r.Get("id").String()] {
		require.Contains(m.t, []string{"error", "deleting", "error-deleting"}, r.Get("status").String(), "a %s that could not be created", kind)
	}
}

// checkStations requires that the members of a group are where the group is, unless they could not be created or
// deleted.
func (m *sdrsModel) checkStations(g gjson.Result) {
	for _, kind := range []string{"pair", "instance"} {
		for _, r := range m.list(kind) {
			ending := strings.HasSuffix(r.Get("status").String(), "deleting")
			if r.Get("server_group_id").String() == g.Get("id").String() && !m.errored[r.Get("id").String()] && !ending {
				require.Equal(m.t, g.Get("priority_station").String(), r.Get("priority_station").String(), "the station of a %s", kind)
			}
		}
	}
}

// checkAttachments requires that pairs and instances agree on what is attached, and that no device name occurs twice.
func (m *sdrsModel) checkAttachments() {
	both := map[string]int{}
	for _, p := range m.list("pair") {
		for _, a := range p.Get("attachment").Array() {
			both[a.Get("protected_instance").String()+" "+p.Get("id").String()+" "+a.Get("device").String()]++
		}
	}
	for _, i := range m.list("instance") {
		devices := map[string]bool{}
		for _, a := range i.Get("attachment").Array() {
			both[i.Get("id").String()+" "+a.Get("replication").String()+" "+a.Get("device").String()]--
			require.False(m.t, devices[a.Get("device").String()], "a device twice: %s", i.Raw)
			devices[a.Get("device").String()] = true
		}
	}
	for attachment, n := range both {
		require.Zero(m.t, n, "%s is on one side only", attachment)
	}
}

// removeAll requires that everything can be removed, whatever happened before.
func (m *sdrsModel) removeAll() {
	m.sim.Advance(time.Hour)
	settle := func(kind string, remove func(gjson.Result) bool) {
		for _, r := range m.list(kind) {
			require.True(m.t, remove(r), "%s cannot be removed: %s", kind, r.Raw)
		}
		m.sim.Advance(time.Hour)
	}
	for _, kind := range []string{"drill", "instance", "pair", "group"} {
		settle(kind, func(r gjson.Result) bool {
			return m.start("DELETE /v1/p/"+sdrsKinds[kind].path+"/"+r.Get("id").String(), "")
		})
		require.Empty(m.t, m.list(kind))
	}
	for _, d := range m.disks() {
		status, doc := m.send("DELETE /v2/p/cloudvolumes/"+d.Get("id").String(), "")
		require.Equal(m.t, 200, status, doc.Raw)
	}
	m.sim.Advance(time.Hour)
	require.Empty(m.t, m.disks())
}

// read returns everything that can be read of a session.
func (m *sdrsModel) read(sim *testharness.Sim) string {
	var all strings.Builder
	paths := []string{"/v2/p/cloudvolumes/detail", "/v1/p/task-center/failure-jobs"}
	for _, k := range sdrsKinds {
		paths = append(paths, "/v1/p/"+k.path)
	}
	for id := range m.ended {
		paths = append(paths, "/sdrs/v1/p/jobs/"+id)
	}
	slices.Sort(paths)
	for _, path := range paths {
		_, doc := m.sendTo(sim, "GET "+path, "")
		all.WriteString(doc.Raw)
	}
	return all.String()
}
