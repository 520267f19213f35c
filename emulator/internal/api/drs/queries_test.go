package drs_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

func TestDetail(t *testing.T) {
	t.Parallel()
	attrs, err := drs.API().Vocabulary.NewAttributes(job.Fields{
		"name": "DRS-3999-lws", "job_direction": "up", "net_type": "vpc",
		"source_endpoint": map[string]any{"ip": "172.22.74.56", "db_type": "mysql", "db_port": 3306},
	})
	require.NoError(t, err)
	spec := task(t, first, "STARTJOBING")
	spec.Attributes = attrs
	b := apitest.Serve(t, drs.API(), nil, spec)
	_, body := send(b, "POST", "/batch-detail", `{"jobs":["`+first+`"]}`)
	require.Equal(t, `{"results":[{"id":"`+first+`","name":"DRS-3999-lws","status":"STARTJOBING","description":"",`+
		`"create_time":"1767355200000","task_type":"FULL_INCR_TRANS",`+
		`"source_endpoint":{"ip":"172.22.74.56","db_type":"mysql","db_port":3306,"ssl_link":false},`+
		`"target_endpoint":{"db_type":"mysql","ssl_link":false},`+
		`"inst_info":{"ip":"192.168.0.187","status":"ACTIVE","inst_type":"high","engine_type":"mysql","volume_size":100,"start_time":"0"},`+
		`"update_time":"1767355200000","job_direction":"up","db_use_type":"migration","need_restart":false,"is_target_readonly":false,`+
		`"speed_limit":[],"schema_type":"Tungsten","object_switch":false,"replace_definer":true,"migrate_user":false,"support_ip_v6":false}],"count":1}`, body)
}

// Unlike batch-status, batch-detail reports unknown tasks with status 400, and clients read its items then.
func TestDetailOfAbsentTasks(t *testing.T) {
	t.Parallel()
	const never = `{"id":"never","error_code":"DRS.M00289","error_message":"The task does not exist."}`
	tests := []struct {
		setting, jobs string
		code          int
		items         string // the last item
	}{
		{"", `"never"`, 400, never},
		{"", `"a","never"`, 200, never},
		{"drs.unknown-details=item", `"never"`, 200, never},
		{"drs.unknown-details=omit", `"never"`, 200, ""},
	}
	for _, tt := range tests {
		b := apitest.Serve(t, drs.API(), []string{tt.setting}, task(t, "a", "CREATING"))
		code, body := send(b, "POST", "/batch-detail", `{"jobs":[`+tt.jobs+`]}`)
		require.Equal(t, tt.code, code)
		require.True(t, strings.HasPrefix(body, `{"results":[`))
		require.Contains(t, body, tt.items+"]")
	}
}

// Queries other than batch-status do not count as polls.
func TestNoPolls(t *testing.T) {
	t.Parallel()
	spec := task(t, "a", "CREATING")
	spec.Timeline = job.Steps(job.Step{Status: "CREATING", Until: job.Exit{Polls: 1}}, step(t, "CONFIGURATION", 0))
	b := apitest.Serve(t, drs.API(), nil, spec)
	for range 3 {
		must(t, b, "POST", "/batch-detail", `{"jobs":["a"]}`, 200)
		must(t, b, "POST", "/batch-progress", `{"jobs":["a"]}`, 202)
		must(t, b, "POST", "/batch-rpo-and-rto", `{"jobs":["a"]}`, 202)
		must(t, b, "POST", "", `{}`, 200)
	}
	require.Equal(t, "CREATING", statusOf(t, b, "a"))
	require.Equal(t, "CONFIGURATION", statusOf(t, b, "a"))
}

func TestProgress(t *testing.T) {
	t.Parallel()
	spec := task(t, "a", "CONFIGURATION")
	b := apitest.Serve(t, drs.API(), nil, spec, task(t, "failed", "INCRE_TRANSFER_FAILED"))
	moves["batch-starting"].send(b, "a")
	progress := func() string {
		_, body := send(b, "POST", "/batch-progress", `{"jobs":["a"]}`)
		return strings.TrimSuffix(strings.TrimPrefix(body, `{"results":[`), `],"count":1}`)
	}
	require.Equal(t, `{"progress":"0","job_id":"a","incre_trans_delay":"-1","task_mode":"FULL_INCR_TRANS",`+
		`"transfer_status":"STARTJOBING","process_time":"0","remaining_time":"0"}`, progress())
	b.Clock.Advance(35 * time.Second)
	parts := func(percent string) string {
		return `"progress_map":{"struct":{"completed":"100%","remaining_time":null},"data":{"completed":"` + percent +
			`","remaining_time":null},"index":{"completed":"` + percent + `","remaining_time":null}}}`
	}
	require.Equal(t, `{"progress":"25","job_id":"a","incre_trans_delay":"-1","task_mode":"FULL_INCR_TRANS",`+
		`"transfer_status":"FULL_TRANSFER_STARTED","process_time":"1767355235000","remaining_time":"45",`+parts("25%"), progress())
	b.Clock.Advance(45 * time.Second)
	require.Equal(t, `{"progress":"100","job_id":"a","incre_trans_delay":"-1","task_mode":"FULL_INCR_TRANS",`+
		`"transfer_status":"FULL_TRANSFER_COMPLETE","process_time":"1767355280000","remaining_time":"0",`+parts("100%"), progress())
	b.Clock.Advance(5 * time.Second)
	require.Equal(t, `{"progress":"100","job_id":"a","incre_trans_delay":"0","task_mode":"FULL_INCR_TRANS",`+
		`"transfer_status":"INCRE_TRANSFER_STARTED","process_time":"1767355285000","remaining_time":"0"}`, progress())
	a := must(t, b, "POST", "/batch-progress", `{"jobs":["failed","never"]}`, 202)
	require.Equal(t, "85", a.Get("results.0.incre_trans_delay").String())
	require.Equal(t, `{"job_id":"never","error_code":"DRS.M05003","error_msg":"Task information not found."}`, a.Get("results.1").Raw)

	_, body := send(b, "POST", "/batch-rpo-and-rto", `{"jobs":["failed","never"]}`)
	const point = `{"delay":"85","time":"2026-01-02 12:00:00","gtid_set":"NA","check_point":"mysql-bin.000514:197"}`
	require.Equal(t, `{"results":[{"job_id":"failed","rpo_info":`+point+`,"rto_info":`+point+`},`+
		`{"job_id":"never","error_code":"DRS.M05003","error_msg":"Task information not found."}],"count":2}`, body)
}

func TestList(t *testing.T) {
	t.Parallel()
	var specs []job.Spec
	for i := range 12 {
		use, status := "migration", "CONFIGURATION"
		if i%3 == 0 {
			use, status = "sync", "INCRE_TRANSFER_FAILED"
		}
		attrs, err := drs.API().Vocabulary.NewAttributes(job.Fields{"name": fmt.Sprintf("name-%02d", i), "db_use_type": use})
		require.NoError(t, err)
		spec := task(t, fmt.Sprintf("t%02d", i), status)
		spec.Attributes = attrs
		specs = append(specs, spec)
	}
	b := apitest.Serve(t, drs.API(), nil, specs...)
	tests := []struct {
		search, want string
		total        int
	}{
		{`{}`, "11 10 09 08 07 06 05 04 03 02", 12},
		{`{"cur_page":2}`, "01 00", 12},
		{`{"cur_page":3}`, "", 12},
		{`{"cur_page":0,"per_page":1}`, "11 10 09 08 07 06 05 04 03 02 01 00", 12},
		{`{"per_page":0}`, "11 10 09 08 07 06 05 04 03 02 01 00", 12},
		{`{"cur_page":1,"per_page":5,"db_use_type":"migration","engine_type":"","name":"","net_type":"","status":""}`, "11 10 08 07 05", 8},
		{`{"db_use_type":"sync"}`, "09 06 03 00", 4},
		{`{"status":"INCRE_TRANSFER_FAILED","per_page":2}`, "09 06", 4},
		{`{"name":"t05"}`, "05", 1},
		{`{"name":"t05,t07"}`, "07 05", 2},
		{`{"name":"name-1"}`, "11 10", 2},
		{`{"name":"t0"}`, "", 0},
		{`{"engine_type":"mongodb"}`, "", 0},
		{`{"net_type":"eip","per_page":1}`, "11", 12},
		{`{"name":null,"tags":{"a":"b"},"per_page":1}`, "11", 12},
	}
	for _, tt := range tests {
		a := must(t, b, "POST", "", tt.search, http.StatusOK)
		var found []string
		for _, id := range a.Get("jobs.#.id").Array() {
			found = append(found, strings.TrimPrefix(id.String(), "t"))
		}
		require.Equal(t, tt.want, strings.Join(found, " "), tt.search)
		require.Equal(t, int64(tt.total), a.Get("total_record").Int(), tt.search)
		require.True(t, a.Get("jobs").IsArray())
	}
	_, body := send(b, "POST", "", `{"name":"t01"}`)
	require.Equal(t, `{"jobs":[{"id":"t01","name":"name-01","status":"CONFIGURATION","description":"","create_time":"2026-01-02 12:00:00",`+
		`"engine_type":"mysql","net_type":"eip","billing_tag":false,"job_direction":"up","db_use_type":"migration",`+
		`"task_type":"FULL_INCR_TRANS","node_newFramework":false}],"total_record":1}`, body)
	for search, want := range map[string]string{
		`{"cur_page":-1}`:  "DRS.M00210",
		`{"per_page":101}`: "DRS.M00210",
		`{"per_page":"5"}`: "DRS.M00007",
		`{"name":5}`:       "DRS.M00007",
	} {
		code, body := send(b, "POST", "", search)
		require.Equal(t, http.StatusBadRequest, code)
		require.Contains(t, body, want, search)
	}
}

// Attributes of a task are checked when the scenario is read.
func TestPayloadFaults(t *testing.T) {
	t.Parallel()
	words := drs.API().Vocabulary
	for field, value := range map[string]any{
		"db_use_type": "copy", "task_type": "HALF", "job_direction": "left", "net_type": "lan", "precheck": "mood",
		"source_endpoint": map[string]any{"colour": "red"}, "target_endpoint": map[string]any{"db_port": "port"},
	} {
		_, err := words.NewAttributes(job.Fields{field: value})
		var fault *job.FieldError
		require.ErrorAs(t, err, &fault, field)
		require.Equal(t, field, fault.Field)
	}
	for _, id := range []string{"", "a b", strings.Repeat("x", 65), "tab\t"} {
		require.Error(t, words.CheckID(id), id)
	}
	require.NoError(t, words.CheckID("any-token"))
}
