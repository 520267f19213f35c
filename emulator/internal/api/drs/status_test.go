package drs_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

// The examples of drs_api_0150 and drs_03_0122 are returned member for member. The latter spells a member "pageReq",
// which DRS does not know.
func TestDocumentedExamples(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"documented", "observed"} {
		b := apitest.Serve(t, drs.API(), []string{profile},
			task(t, first, "INCRE_TRANSFER_STARTED"), task(t, second, "INCRE_TRANSFER_FAILED"))
		for _, member := range []string{"page_req", "pageReq"} {
			r := b.Ask("POST", root+"/batch-status",
				`{"jobs":["`+first+`","`+second+`"],"`+member+`":{"cur_page":1,"per_page":10}}`)
			require.Equal(t, http.StatusOK, r.StatusCode)
			require.Equal(t, "application/json", r.Header.Get("Content-Type"))
			_, body := send(b, "POST", "/batch-status", `{"jobs":["`+first+`","`+second+`"],"`+member+`":{"cur_page":1,"per_page":10}}`)
			require.Equal(t, `{"results":[{"id":"`+first+`","status":"INCRE_TRANSFER_STARTED"},`+
				`{"id":"`+second+`","status":"INCRE_TRANSFER_FAILED"}],"count":2}`, body)
		}
	}
}

// Every documented word, and those that later documents and the SDKs add, is returned as the scenario has it.
func TestWords(t *testing.T) {
	t.Parallel()
	words := drs.API().Vocabulary.Words
	require.Len(t, words, 30)
	var specs []job.Spec
	for i, w := range words {
		require.NotEmpty(t, w.Note)
		require.NotEmpty(t, w.Source)
		specs = append(specs, task(t, fmt.Sprint("task-", i), w.Status))
	}
	for _, profile := range []string{"documented", "observed"} {
		b := apitest.Serve(t, drs.API(), []string{profile}, specs...)
		for i, w := range words {
			require.Equal(t, w.Status, statusOf(t, b, fmt.Sprint("task-", i)))
		}
	}
}

func TestErrorsOfSteps(t *testing.T) {
	t.Parallel()
	said := task(t, first, "INCRE_TRANSFER_FAILED")
	words := drs.API().Vocabulary
	failed, _ := words.Word("INCRE_TRANSFER_FAILED")
	row, _ := words.Error("DRS.M05004")
	tests := []struct {
		fields job.Fields
		want   string
	}{
		{nil, ``},
		{job.Fields{"error": row}, `,"error_code":"DRS.M05004","error_message":"The task has been deleted or the resource has been released."`},
		{job.Fields{"error": row, "message": "gone"}, `,"error_code":"DRS.M05004","error_message":"gone"`},
		{job.Fields{"message": "log lost"}, `,"error_message":"log lost"`},
	}
	for _, tt := range tests {
		payload, err := words.NewPayload(failed, tt.fields)
		require.NoError(t, err)
		said.Timeline = job.Steps(job.Step{Status: failed.Status, Phase: failed.Phase, Payload: payload})
		b := apitest.Serve(t, drs.API(), nil, said)
		_, body := send(b, "POST", "/batch-status", `{"jobs":["`+first+`"]}`)
		require.Equal(t, `{"results":[{"id":"`+first+`","status":"INCRE_TRANSFER_FAILED"`+tt.want+`}],"count":1}`, body)
	}
}

// TestPages reads pages of a dozen tasks.
func TestPages(t *testing.T) {
	t.Parallel()
	var specs []job.Spec
	var ids []string
	for i := range 12 {
		ids = append(ids, fmt.Sprintf("t%02d", i))
		specs = append(specs, task(t, ids[i], "CONFIGURATION"))
	}
	invalid := func(what string) string { return errorBody("DRS.M00210", "The value of Page is invalid, "+what) }
	beyond := errorBody("DRS.M00211", "The value of Page exceeds the upper limit.")
	wrong := errorBody("DRS.M00007", "Invalid request parameter.")
	perPage, curPage := invalid("per_page ranges from 0 to 100."), invalid("cur_page starts from 1.")
	all := strings.Join(ids, " ")
	tests := []struct {
		page    string
		want    string // the ids, or the body of an error
		setting string
	}{
		{``, "t00 t01 t02 t03 t04", ""},
		{`,"page_req":null`, "t00 t01 t02 t03 t04", ""},
		{`,"page_req":{}`, "t00 t01 t02 t03 t04", ""},
		{`,"page_req":{"cur_page":null,"per_page":null}`, "t00 t01 t02 t03 t04", ""},
		{`,"page_req":{"cur_page":2}`, "t05 t06 t07 t08 t09", ""},
		{`,"page_req":{"cur_page":3}`, "t10 t11", ""},
		{`,"page_req":{"cur_page":4}`, beyond, ""},
		{`,"page_req":{"cur_page":4}`, "", "drs.page-overflow=empty"},
		{`,"page_req":{"cur_page":2147483647,"per_page":100}`, beyond, ""},
		{`,"page_req":{"per_page":0}`, all, ""},
		{`,"page_req":{"per_page":0,"cur_page":1}`, all, ""},
		{`,"page_req":{"per_page":0,"cur_page":2}`, beyond, ""},
		{`,"page_req":{"per_page":1,"cur_page":12}`, "t11", ""},
		{`,"page_req":{"per_page":12}`, all, ""},
		{`,"page_req":{"per_page":100}`, all, ""},
		{`,"page_req":{"per_page":101}`, perPage, ""},
		{`,"page_req":{"per_page":-1}`, perPage, ""},
		{`,"page_req":{"cur_page":-1}`, curPage, ""},
		{`,"page_req":{"cur_page":0}`, curPage, ""}, // drs_api_0150: the minimum is 1
		{`,"page_req":{"cur_page":0}`, all, "observed"},
		{`,"page_req":{"cur_page":0,"per_page":2}`, all, "drs.cur-page-zero=all"},
		{`,"page_req":{"cur_page":"2"}`, wrong, ""},
		{`,"page_req":{"cur_page":1.5}`, wrong, ""},
		{`,"page_req":{"cur_page":1e1}`, wrong, ""},
		{`,"page_req":{"cur_page":true}`, wrong, ""},
		{`,"page_req":{"cur_page":99999999999}`, wrong, ""},
		{`,"page_req":{"per_page":[]}`, wrong, ""},
		{`,"page_req":[]`, wrong, ""},
		{`,"page_req":"1"`, wrong, ""},
		{`,"page_req":{"cur_page":1,"cur_page":3}`, "t10 t11", ""},
		{`,"page_req":{"cur_page":3},"page_req":{"per_page":1}`, "t00", ""},
		{`,"Page_Req":{"cur_page":3}`, "t00 t01 t02 t03 t04", ""},
		{`,"page_req":{"per_page":2}`, "t00 t01 total 12", "drs.count=total"},
		{`,"page_req":{"per_page":2}`, errorBody("DRS.M00300", "Invalid request, a maximum of 10 tasks can be queried at a time."), "drs.max-jobs=10"},
	}
	for _, tt := range tests {
		b := apitest.Serve(t, drs.API(), []string{tt.setting}, specs...)
		code, body := send(b, "POST", "/batch-status", `{"jobs":["`+strings.Join(ids, `","`)+`"]`+tt.page+`}`)
		if strings.HasPrefix(tt.want, "{") {
			require.Equal(t, http.StatusBadRequest, code, tt.page)
			require.Equal(t, tt.want, body, tt.page)
			continue
		}
		require.Equal(t, http.StatusOK, code, body)
		var shown []string
		for _, id := range gjson.Get(body, "results.#.id").Array() {
			shown = append(shown, id.String())
		}
		want, total, ok := strings.Cut(tt.want, " total ")
		if !ok {
			total = fmt.Sprint(len(shown))
		}
		require.Equal(t, want, strings.Join(shown, " "), tt.page)
		require.Equal(t, total, gjson.Get(body, "count").Raw, tt.page)
	}
}

// Only tasks in the response are polled, each once.
func TestPolls(t *testing.T) {
	t.Parallel()
	twice := func(id string) job.Spec {
		s := task(t, id, "CREATING")
		s.Timeline = job.Steps(
			job.Step{Status: "CREATING", Phase: job.Pending, Until: job.Exit{Polls: 2}}, step(t, "CONFIGURATION", 0))
		return s
	}
	b := apitest.Serve(t, drs.API(), []string{"drs.duplicates=repeat"}, twice("a"), twice("b"), twice("c"))
	ask := func(body string) string {
		_, text := send(b, "POST", "/batch-status", body)
		return text
	}
	ask(`{"jobs":["a","b","c"],"page_req":{"per_page":2}}`)
	ask(`{"jobs":["a","b"],"page_req":{"per_page":200}}`)
	ask(`{"jobs":["c"],"page_req":{"cur_page":7}}`)
	ask(`{"jobs":["c",""]}`)
	require.Equal(t, `{"results":[{"id":"a","status":"CREATING"},{"id":"b","status":"CREATING"},{"id":"c","status":"CREATING"}],"count":3}`,
		ask(`{"jobs":["a","b","c"]}`))
	require.Equal(t, `{"results":[{"id":"a","status":"CONFIGURATION"},{"id":"c","status":"CREATING"},{"id":"c","status":"CONFIGURATION"}],"count":3}`,
		ask(`{"jobs":["a","c","c"]}`), "a response with a task twice polls it twice")
}

func TestIDs(t *testing.T) {
	t.Parallel()
	empty := func(what string) string { return errorBody("DRS.M00201", "The "+what+" parameter is empty.") }
	invalid := errorBody("DRS.M00202", "The value of jobId is invalid.")
	long := strings.Repeat("x", 64)
	tests := []struct {
		jobs    string
		want    string // empty if the request is accepted
		setting string
	}{
		{`{}`, empty("jobs"), ""},
		{`{"jobs":null}`, empty("jobs"), ""},
		{`{"jobs":[]}`, empty("jobs"), ""},
		{`{"Jobs":["a"]}`, empty("jobs"), ""},
		{`{"jobs":["a"],"jobs":[]}`, empty("jobs"), ""},
		{`{"jobs":[""]}`, empty("jobId"), ""},
		{`{"jobs":[null]}`, empty("jobId"), ""},
		{`{"jobs":[7]}`, invalid, ""},
		{`{"jobs":[{}]}`, invalid, ""},
		{`{"jobs":["a",true]}`, invalid, ""},
		{`{"jobs":["a b"]}`, invalid, ""},
		{`{"jobs":["a\u0000"]}`, invalid, ""},
		{`{"jobs":["` + long + `x"]}`, invalid, ""},
		{`{"jobs":["` + long + `"]}`, "", ""},
		{`{"jobs":["a b"]}`, "", "drs.id-check=off"},
		{`{"jobs":["a"]}`, invalid, "drs.id-check=strict"},
		{`{"jobs":["4a5c2f3b-7e0d-4a83-9e2b-0c3a7c5e9d11"]}`, invalid, "drs.id-check=strict"},
		{`{"jobs":["` + first + `","140b5236-88ad-43c8-811c-1268453jb101","6211d20d-0006-41da-836e-db3301ajb20b"]}`, "", "drs.id-check=strict"},
		{`{"jobs":["a","a"]}`, errorBody("DRS.M00301", "There are duplicate jobs in request."), ""},
		{`{"jobs":["a","a"]}`, "", "drs.duplicates=collapse"},
		{`{"jobs":"a"}`, errorBody("DRS.M00007", "Invalid request parameter."), ""},
		{`{"jobs":{"0":"a"}}`, errorBody("DRS.M00007", "Invalid request parameter."), ""},
	}
	for _, tt := range tests {
		b := apitest.Serve(t, drs.API(), []string{tt.setting})
		code, body := send(b, "POST", "/batch-status", tt.jobs)
		if tt.want == "" {
			require.Equal(t, http.StatusOK, code, "%s: %s", tt.jobs, body)
			continue
		}
		require.Equal(t, http.StatusBadRequest, code, tt.jobs)
		require.Equal(t, tt.want, body, tt.jobs)
	}
	b := apitest.Serve(t, drs.API(), []string{"drs.duplicates=collapse"}, task(t, "a", "CREATING"), task(t, "b", "CREATING"))
	_, body := send(b, "POST", "/batch-status", `{"jobs":["b","a","b"]}`)
	require.Equal(t, `{"results":[{"id":"b","status":"CREATING"},{"id":"a","status":"CREATING"}],"count":2}`, body)
}

// A task that is still hidden from clients does not exist for them.
func TestHiddenTasks(t *testing.T) {
	t.Parallel()
	spec := task(t, "a", "CREATING")
	spec.Consistency = &job.Consistency{Hidden: job.Exit{Polls: 1}}
	b := apitest.Serve(t, drs.API(), nil, spec)
	for _, want := range []string{
		`{"id":"a","error_code":"DRS.M00289","error_message":"The task does not exist."}`, `{"id":"a","status":"CREATING"}`,
	} {
		_, body := send(b, "POST", "/batch-status", `{"jobs":["a"]}`)
		require.Equal(t, `{"results":[`+want+`],"count":1}`, body)
	}
}

// TestAbsentTasks queries tasks that do not exist.
func TestAbsentTasks(t *testing.T) {
	t.Parallel()
	const (
		there    = `{"id":"there","status":"CREATING"}`
		never    = `{"id":"never","error_code":"DRS.M00289","error_message":"The task does not exist."}`
		gone     = `{"id":"gone","error_code":"DRS.M05004","error_message":"The task has been deleted or the resource has been released."}`
		goneWord = `{"id":"gone","status":"DELETED"}`
		foreign  = `{"id":"foreign","error_code":"DRS.M00289","error_message":"The task does not exist."}`
	)
	tests := []struct {
		settings string
		jobs     string
		code     int
		want     []string
	}{
		{"", "there never gone", 200, []string{there, never, gone}},
		{"observed", "there never gone", 200, []string{there, never, goneWord}},
		{"drs.deleted-jobs=status", "gone", 200, []string{goneWord}},
		{"", "foreign", 200, []string{foreign}},
		{"drs.unknown-jobs=omit", "never there gone", 200, []string{there, gone}},
		{"drs.unknown-jobs=omit", "never", 200, nil},
		{"drs.unknown-jobs=http400", "never there", 200, []string{never, there}},
		{"drs.unknown-jobs=http400", "never gone", 400, []string{never, gone}},
		{"drs.unknown-jobs=http400 drs.deleted-jobs=status", "gone", 200, []string{goneWord}},
	}
	for _, tt := range tests {
		other := task(t, "foreign", "CREATING")
		other.Project = "another"
		own := task(t, "there", "CREATING")
		own.Project = project
		b := apitest.Serve(t, drs.API(), strings.Fields(tt.settings), own, task(t, "gone", "RELEASE_RESOURCE_COMPLETE"), other)
		_, err := b.World.Record(job.Ref{API: "drs", ID: "gone"}, job.Event{Kind: job.Dropped})
		require.NoError(t, err)
		code, body := send(b, "POST", "/batch-status", `{"jobs":["`+strings.Join(strings.Fields(tt.jobs), `","`)+`"]}`)
		require.Equal(t, tt.code, code, body)
		require.Equal(t, fmt.Sprintf(`{"results":[%s],"count":%d}`, strings.Join(tt.want, ","), len(tt.want)), body)
	}
}

// The clock header has the time at which the first of the returned tasks changes by itself.
func TestClockHeader(t *testing.T) {
	t.Parallel()
	slow, quick := task(t, "slow", "CREATING"), task(t, "quick", "CREATING")
	slow.Timeline = job.Steps(step(t, "CREATING", time.Minute), step(t, "CONFIGURATION", 0))
	quick.Timeline = job.Steps(step(t, "CREATING", 20*time.Second), step(t, "CONFIGURATION", 0))
	b := apitest.Serve(t, drs.API(), nil, slow, quick)
	r := b.Ask("POST", root+"/batch-status", `{"jobs":["slow","quick"]}`)
	require.Equal(t, "manual; now=2026-01-02T12:00:00.000Z; next=+20s", r.Header.Get("X-Jobsim-Clock"))
}
