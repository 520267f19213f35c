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

// drsStep is a status of a task and how long it lasts; 0 for ever.
type drsStep struct {
	status string
	lasts  time.Duration
}

// drsTask is a task as the model expects it, by drs_03_0104, _0112, _0113, _0132, _0133 and the default durations.
type drsTask struct {
	id, name, mode, use string
	began               time.Time // of the first step
	steps               []drsStep
	paused              string // the status in which it was paused
	done                int    // percentage of the full transfer at that time
	deleted             bool
	final               string // its detail once it has been stopped
}

// status returns the status of the task at a time.
func (k *drsTask) status(now time.Time) string {
	at := k.began
	for _, s := range k.steps {
		if at = at.Add(s.lasts); s.lasts == 0 || now.Before(at) {
			return s.status
		}
	}
	return ""
}

func (k *drsTask) redirect(now time.Time, steps ...drsStep) { k.began, k.steps = now, steps }

// transfer gives the task the steps of a start, of whose full transfer a percentage is done.
func (k *drsTask) transfer(now time.Time, mode string, done int) {
	steps := []drsStep{{"STARTJOBING", 20 * time.Second}}
	full := drsStep{"FULL_TRANSFER_STARTED", time.Minute * time.Duration(100-done) / 100}
	switch mode {
	case "INCR_TRANS":
		steps = append(steps, drsStep{"INCRE_TRANSFER_STARTED", 0})
	case "FULL_TRANS":
		steps = append(steps, full, drsStep{"FULL_TRANSFER_COMPLETE", 0})
	default:
		steps = append(steps, full, drsStep{"FULL_TRANSFER_COMPLETE", 5 * time.Second}, drsStep{"INCRE_TRANSFER_STARTED", 0})
	}
	k.redirect(now, steps...)
}

// drsModel runs random operations on tasks and compares every call that shows them.
type drsModel struct {
	wireModel
	tasks []*drsTask
	steps int
}

// TestDRSModel compares DRS with a model of its own: which commands are allowed in which status, and how a task goes on.
func TestDRSModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := &drsModel{wireModel: wireModel{t, testharness.Run(t)}}
		t.Repeat(map[string]func(*rapid.T){
			"": m.check, "create": m.create, "advance": m.advance,
			"start":     m.command("POST", "batch-starting", ``, m.start),
			"pause":     m.command("POST", "batch-pause-task", `,"pause_mode":"all"`, m.pause),
			"retry":     m.command("POST", "batch-retry-task", ``, m.retry),
			"terminate": m.command("DELETE", "batch-jobs", `,"delete_type":"terminate"`, m.terminate),
			"force":     m.command("DELETE", "batch-jobs", `,"delete_type":"force_terminate"`, m.force),
			"delete":    m.command("DELETE", "batch-jobs", `,"delete_type":"delete"`, m.remove),
			"rename":    m.rename,
		})
	})
}

func (m *drsModel) create(t *rapid.T) {
	k := &drsTask{
		name: fmt.Sprintf("task-%d", len(m.tasks)), mode: rapid.SampledFrom([]string{"FULL_TRANS", "FULL_INCR_TRANS", "INCR_TRANS"}).Draw(t, "mode"),
		use: rapid.SampledFrom([]string{"migration", "sync", "cloudDataGuard"}).Draw(t, "use"),
	}
	if k.use == "cloudDataGuard" {
		k.mode = "FULL_INCR_TRANS"
	}
	body := fmt.Sprintf(`{"jobs":[{"name":%q,"db_use_type":%q,"task_type":%q,"engine_type":"mysql","job_direction":"up","net_type":"eip",`+
		`"node_type":"high","customize_sutnet_id":"s","source_endpoint":{"db_type":"mysql"},"target_endpoint":{"db_type":"mysql"}}]}`, k.name, k.use, k.mode)
	k.id = m.must(202, "POST /v3/p/jobs/batch-creation", body).Get("results.0.id").String()
	k.redirect(m.sim.Now(), drsStep{"CREATING", 20 * time.Second}, drsStep{"CONFIGURATION", 0})
	m.tasks = append(m.tasks, k)
}

func (m *drsModel) advance(t *rapid.T) {
	m.sim.Advance(time.Duration(rapid.SampledFrom([]int{1, 4, 5, 10, 19, 20, 33, 60, 600}).Draw(t, "seconds")) * time.Second)
}

// command returns an operation that sends a command for one task. expect changes the model and returns the expected error
// code, or an empty string.
func (m *drsModel) command(method, call, members string, expect func(*drsTask, string, time.Time) string) func(*rapid.T) {
	return func(t *rapid.T) {
		k := m.pick(t)
		now := m.sim.Now()
		want := "DRS.M05004"
		if !k.deleted {
			if call == "batch-pause-task" {
				k.done = int(m.must(202, "POST /v3/p/jobs/batch-progress", `{"jobs":["`+k.id+`"]}`).Get("results.0.progress").Int())
			}
			want = expect(k, k.status(now), now)
		}
		_, got := m.send(method+" /v3/p/jobs/"+call, `{"jobs":[{"job_id":"`+k.id+`"`+members+`}]}`)
		require.Equal(t, want, got.Get("results.0.error_code").String(), "%s: %s", call, got.Raw)
	}
}

// pick draws a task.
func (m *drsModel) pick(t *rapid.T) *drsTask {
	if len(m.tasks) == 0 {
		t.Skip("no task")
	}
	return rapid.SampledFrom(m.tasks).Draw(t, "task")
}

const errBusy = "DRS.M01504"

func (m *drsModel) start(k *drsTask, status string, now time.Time) string {
	if status != "CONFIGURATION" {
		return errBusy
	}
	k.transfer(now, k.mode, 0)
	return ""
}

func (m *drsModel) pause(k *drsTask, status string, now time.Time) string {
	switch {
	case k.use == "cloudDataGuard":
		return "DRS.M00304"
	case !slices.Contains([]string{"FULL_TRANSFER_STARTED", "FULL_TRANSFER_COMPLETE", "INCRE_TRANSFER_STARTED"}, status):
		return errBusy
	}
	k.paused = status
	k.redirect(now, drsStep{"PAUSEING", 0})
	return ""
}

func (m *drsModel) retry(k *drsTask, status string, now time.Time) string {
	switch {
	case status != "PAUSEING":
		return errBusy
	case k.paused == "FULL_TRANSFER_STARTED":
		k.transfer(now, k.mode, k.done)
	case k.mode == "FULL_TRANS":
		k.redirect(now, drsStep{"STARTJOBING", 20 * time.Second}, drsStep{"FULL_TRANSFER_COMPLETE", 0})
	default:
		k.transfer(now, "INCR_TRANS", 0)
	}
	return ""
}

func (m *drsModel) terminate(k *drsTask, status string, now time.Time) string {
	if status == "STARTJOBING" {
		return errBusy
	}
	return m.force(k, status, now)
}

func (m *drsModel) force(k *drsTask, status string, now time.Time) string {
	if strings.HasPrefix(status, "RELEASE_") {
		return errBusy
	}
	k.redirect(now, drsStep{"RELEASE_RESOURCE_STARTED", 10 * time.Second}, drsStep{"RELEASE_RESOURCE_COMPLETE", 0})
	return ""
}

func (m *drsModel) remove(k *drsTask, status string, _ time.Time) string {
	if status != "RELEASE_RESOURCE_COMPLETE" {
		return "DRS.M00304"
	}
	k.deleted = true
	return ""
}

// rename gives a task the name of another, or a new one.
func (m *drsModel) rename(t *rapid.T) {
	k, other := m.pick(t), m.pick(t)
	name := other.name
	if rapid.Bool().Draw(t, "new") {
		name = fmt.Sprintf("name-%d", m.steps)
	}
	status, got := m.send("PUT /v3/p/jobs/batch-modification", `{"jobs":[{"job_id":"`+k.id+`","name":"`+name+`"}]}`)
	inUse := slices.ContainsFunc(m.tasks, func(o *drsTask) bool { return o != k && !o.deleted && o.name == name })
	switch {
	case k.deleted:
		require.Equal(t, "DRS.M05004", got.Get("results.0.error_code").String(), got.Raw)
	case strings.HasPrefix(k.status(m.sim.Now()), "RELEASE_"):
		require.Equal(t, "DRS.M00304", got.Get("error_code").String(), got.Raw)
	case inUse:
		require.Equal(t, "422 DRS.M00277", fmt.Sprint(status, " ", got.Get("error_code")))
	default:
		require.Equal(t, "success", got.Get("results.0.status").String(), got.Raw)
		k.name = name
	}
}

// check compares what every call shows with the model, and with each other.
func (m *drsModel) check(t *rapid.T) {
	m.steps++
	now := m.sim.Now()
	var ids, live, names []string
	want := map[string]string{}
	for _, k := range slices.Backward(m.tasks) {
		ids = append(ids, k.id)
		want[k.id] = k.status(now)
		if k.deleted {
			want[k.id] = "DRS.M05004"
			continue
		}
		live, names = append(live, k.id), append(names, k.name)
	}
	list := m.must(200, "POST /v3/p/jobs", `{"cur_page":0}`)
	require.Equal(t, strings.Join(live, " "), join(list.Get("jobs.#.id")))
	require.Equal(t, strings.Join(names, " "), join(list.Get("jobs.#.name")))
	require.Equal(t, len(live), int(list.Get("total_record").Int()))
	if len(ids) == 0 {
		return
	}
	body := `{"jobs":["` + strings.Join(ids, `","`) + `"],"page_req":{"per_page":0}}`
	for _, item := range m.must(200, "POST /v3/p/jobs/batch-status", body).Get("results").Array() {
		require.Equal(t, want[item.Get("id").String()], item.Get("status").String()+item.Get("error_code").String(), item.Raw)
	}
	for _, item := range list.Get("jobs").Array() {
		require.Equal(t, want[item.Get("id").String()], item.Get("status").String(), item.Raw)
	}
	k := m.tasks[m.steps%len(m.tasks)]
	m.checkTask(t, k, want[k.id])
	if m.steps%checkCopiesEvery == 0 {
		m.checkCopies(m.read, func() {
			m.sim.Advance(time.Hour)
			m.send("DELETE /v3/p/jobs/batch-jobs", `{"jobs":[{"delete_type":"force_terminate","job_id":"`+ids[0]+`"}]}`)
		})
	}
}

// checkTask compares the details of v3 and v5. A task that has been stopped does not change any more, but for its name.
func (m *drsModel) checkTask(t *rapid.T, k *drsTask, want string) {
	_, detail := m.send("POST /v3/p/jobs/batch-detail", `{"jobs":["`+k.id+`"]}`)
	got := detail.Get("results.0")
	require.Equal(t, want, got.Get("status").String()+got.Get("error_code").String(), got.Raw)
	_, v5 := m.send("GET /v5/p/jobs/"+k.id+"?type=detail", "")
	if k.deleted {
		require.Equal(t, "DRS.10000010", v5.Get("error_code").String())
		return
	}
	require.Equal(t, want+" "+k.name, v5.Get("job.status").String()+" "+v5.Get("job.base_info.name").String())
	if want == "RELEASE_RESOURCE_COMPLETE" {
		if k.final == "" {
			k.final = got.Raw
		}
		require.Equal(t, k.final, got.Raw, "a stopped task")
	}
}

// read returns everything that can be read of the tasks of a session.
func (m *drsModel) read(sim *testharness.Sim) string {
	var all strings.Builder
	for _, request := range []string{"POST /v3/p/jobs", "GET /v5/p/jobs?job_type=sync", "GET /v5/p/jobs?job_type=migration"} {
		_, doc := m.sendTo(sim, request, `{"cur_page":0}`)
		all.WriteString(doc.Raw)
	}
	for _, k := range m.tasks {
		for _, call := range []string{"batch-status", "batch-detail", "batch-progress", "batch-rpo-and-rto"} {
			_, doc := m.sendTo(sim, "POST /v3/p/jobs/"+call, `{"jobs":["`+k.id+`"]}`)
			all.WriteString(doc.Raw)
		}
	}
	return all.String()
}

// join returns the strings of a list, separated by blanks.
func join(list gjson.Result) string {
	var all []string
	for _, v := range list.Array() {
		all = append(all, v.String())
	}
	return strings.Join(all, " ")
}
