package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/journal"
)

// family is how the clients of an API poll, for tests of what rules do to each of them.
type family struct {
	api, job, call, ask string
	code                string // an error that each of them has, and that no poll has by itself
}

var families = []family{
	{"evs", "{api: evs, id: a, type: createVolume, timeline: [{status: RUNNING, for: 1h}, {status: SUCCESS}]}", "evs.showJob", "/evs/v1/p/jobs/a", "EVS.5503"},
	{"sdrs", "{api: sdrs, id: a, type: createProtectionGroupNoCG, timeline: [{status: RUNNING, for: 1h}, {status: SUCCESS}]}", "sdrs.showJob", "/sdrs/v1/p/jobs/a", "APIGW.0201"},
	{"drs", "{api: drs, id: a, timeline: [{status: STARTJOBING, for: 1h}, {status: FULL_TRANSFER_STARTED}]}", "drs.batch-status", `POST /drs/v3/p/jobs/batch-status {"jobs":["a"]}`, "APIGW.0201"},
	{"element", "{api: element, handle: 7, type: Clone, volumeID: 1, timeline: [{status: running, for: 1h}, {status: complete}]}", "element.GetAsyncResult", `POST /json-rpc/12.0 {"method":"GetAsyncResult","params":{"asyncHandle":7},"id":1}`, "xDBOperationTimeout"},
}

// with returns an emulator with the family's job and rules. CALL and CODE are the family's.
func (f family) with(t *testing.T, rules string) *emulator.Emulator {
	t.Helper()
	return begin(t, manual(), "jobs: ["+f.job+"]\nrules:\n"+replaced(rules, "CALL", f.call, "CODE", f.code))
}

// refused polls n times and returns the numbers of the polls that got the error.
func (f family) refused(t *testing.T, e http.Handler, n int) (all []int) {
	t.Helper()
	for i := range n {
		body := client(t, e, f.ask).Body.String()
		if gjson.Valid(body) && (gjson.Get(body, "error.code").String() == f.code || gjson.Get(body, "error_code").String() == f.code || gjson.Get(body, "error.name").String() == f.code) {
			all = append(all, i+1)
		}
	}
	return all
}

func each(t *testing.T, test func(t *testing.T, f family)) {
	t.Helper()
	for _, f := range families {
		t.Run(f.api, func(t *testing.T) {
			t.Parallel()
			test(t, f)
		})
	}
}

// TestRuleNumbers: a rule counts every call that it fits, whether or not another rule takes it.
func TestRuleNumbers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, f family) {
		for rules, want := range map[string][]int{
			"  - {call: CALL, nth: 1, answer: {error: CODE}}\n  - {call: CALL, nth: 3, answer: {error: CODE}}\n": {1, 3},
			`  - {call: CALL, nth: "2, 4..5", answer: {error: CODE}}` + "\n":                                     {2, 4, 5},
			"  - {call: CALL, every: 2, answer: {error: CODE}}\n":                                                {2, 4, 6},
			"  - {call: CALL, every: 2, times: 1, answer: {error: CODE}}\n":                                      {2},
			"  - {call: CALL, times: 3, answer: {error: CODE}}\n":                                                {1, 2, 3},
		} {
			require.Equal(t, want, f.refused(t, f.with(t, rules), 6), rules)
		}
	})
}

// TestRuleWindow is an outage of thirty seconds, during which the job goes on.
func TestRuleWindow(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, f family) {
		e := f.with(t, "  - {call: CALL, from: 10s, until: 40s, answer: {error: CODE}}\n")
		var refused []int
		for i := range 5 {
			if f.refused(t, e, 1) != nil {
				refused = append(refused, 10*i)
			}
			e.Clock().Advance(10 * time.Second)
		}
		require.Equal(t, []int{10, 20, 30}, refused)
		twin, err := e.Fork(e.Session, emulator.ForkOptions{})
		require.NoError(t, err)
		require.Nil(t, f.refused(t, twin, 1), "a fork keeps the time of the session")
	})
}

// TestRuleRate lets five calls through in any second. The Retry-After of the sixth is true, and callers count apart.
func TestRuleRate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, f family) {
		e := f.with(t, "  - {call: CALL, rate: 5 per 10s, answer: {error: CODE}}\n")
		require.Equal(t, []int{6, 7}, f.refused(t, e, 7))
		after := client(t, e, f.ask).Header().Get("Retry-After")
		seconds, err := strconv.Atoi(after)
		require.NoError(t, err)
		e.Clock().Advance(time.Duration(seconds-1) * time.Second)
		require.Equal(t, []int{1}, f.refused(t, e, 1))
		e.Clock().Advance(time.Second)
		require.Nil(t, f.refused(t, e, 5), "a client that waits is let through")
		e.Clock().Advance(10 * time.Second)
		for range 20 {
			e.Clock().Advance(2 * time.Second)
			require.Nil(t, f.refused(t, e, 1), "a client that is slow enough is never refused")
		}
	})
}

// TestRuleEdit changes what was computed and leaves the rest.
func TestRuleEdit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, f family) {
		plain := gjson.Parse(client(t, f.with(t, "  - {call: CALL, times: 1, delay: 0s}\n"), f.ask).Body.String())
		e := f.with(t, "  - {call: CALL, nth: 1, edit: {set: {odd.list: [1, {a: null}], jobs.#.status: ODD}, status: 203, headers: {X-Region: eu, Content-Type: text/odd}, retry_after: 3s}}\n")
		rec := client(t, e, f.ask)
		require.Equal(t, 203, rec.Code)
		require.Equal(t, []string{"eu", "text/odd", "3"}, []string{rec.Header().Get("X-Region"), rec.Header().Get("Content-Type"), rec.Header().Get("Retry-After")})
		got := gjson.Parse(rec.Body.String())
		require.JSONEq(t, `[1,{"a":null}]`, got.Get("odd.list").Raw)
		for key, value := range plain.Map() {
			if key != "jobs" && key != "results" {
				require.JSONEq(t, value.Raw, got.Get(gjson.Escape(key)).Raw, key)
			}
		}
	})
}

// TestRuleEditOfACreation: everything about the call is as usual but that the response has no volume_ids.
func TestRuleEditOfACreation(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), `
rules:
  - call: evs.createVolume
    start: {timeline: [{status: RUNNING, for: 5s}, {status: SUCCESS}]}
    edit: {omit: [volume_ids, nothing.here]}
  - {call: evs.listVolumes, edit: {omit: ["volumes.#.name"], set: {"volumes.#.status": busy}}}
`)
	const create = `POST /evs/v2.1/p/cloudvolumes {"volume":{"name":"d","size":10,"volume_type":"SSD","availability_zone":"eu-de-01"}}`
	made := gjson.Parse(client(t, e, create).Body.String())
	require.False(t, made.Get("volume_ids").Exists(), made.Raw)
	require.NotEmpty(t, made.Get("job_id").String())
	e.Clock().Advance(5 * time.Second)
	require.Equal(t, "SUCCESS", poll(t, e, "/evs/v1/p/jobs/"+made.Get("job_id").String()))
	list := gjson.Parse(client(t, e, "/evs/v2/p/cloudvolumes/detail").Body.String())
	require.Equal(t, `["busy"]`, list.Get("volumes.#.status").Raw)
	require.Equal(t, `[]`, list.Get("volumes.#.name").Raw)
	entry := e.Journal().Entries(journal.Filter{})[0]
	require.Contains(t, entry.Effect, "scripted the job, edited the response")
}

// TestAnswerOfHeadersAlone keeps the computed response.
func TestAnswerOfHeadersAlone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, f family) {
		want := client(t, f.with(t, "  - {call: CALL, times: 1, delay: 0s}\n"), f.ask).Body.String()
		rec := client(t, f.with(t, "  - {call: CALL, answer: {headers: {X-Region: eu}}}\n"), f.ask)
		require.Equal(t, "eu", rec.Header().Get("X-Region"))
		require.Equal(t, want, rec.Body.String())
	})
}

// TestRuleStartsByPath tells Cinder's creation from EVS's own, which are one operation.
func TestRuleStartsByPath(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), "rules:\n  - {path: /v2.1/*/cloudvolumes, api: evs, start: {timeline: [{status: FAIL, error: EVS.2024}]}}\n")
	status := func(path string) string {
		body := `{"volume":{"name":"d","size":10,"volume_type":"SSD","availability_zone":"eu-de-01"}}`
		id := gjson.Get(client(t, e, "POST "+path+" "+body).Body.String(), "job_id").String()
		return poll(t, e, "/evs/v1/p/jobs/"+id)
	}
	require.Equal(t, "FAIL", status("/evs/v2.1/p/cloudvolumes"))
	require.NotEqual(t, "FAIL", status("/evs/v2/p/cloudvolumes"))
}

// TestElementAnswers carry the request's id in its JSON type, and name what was asked for.
func TestElementAnswers(t *testing.T) {
	t.Parallel()
	for rule, want := range map[string]string{
		"answer: {error: xDBNoSuchPath}":                                `{"error":{"code":500,"message":"DBClient operation requested on a non-existent path at [/asyncresults/7]","name":"xDBNoSuchPath"},"id":<id>}`,
		"answer: {error: {name: xOdd, message: No., code: 501}}":        `{"error":{"code":501,"message":"No.","name":"xOdd"},"id":<id>}`,
		"answer: {result: {status: running}}":                           `{"id":<id>,"result":{"status":"running"}}`,
		"answer: {result: text}":                                        `{"id":<id>,"result":"text"}`,
		"answer: {body: {result: null}}":                                `{"result":null,"id":<id>}`,
		`answer: {body: {id: mine, result: null}}`:                      `{"id":"mine","result":null}`,
		`answer: {body: '{"result":1}'}`:                                `{"result":1}`,
		"edit: {set: {result: 1}, omit: [error]}":                       `{"id":<id>,"result":1}`,
		"answer: {error: {name: xVolumeIDDoesNotExist, message: Gone}}": `{"error":{"code":500,"message":"Gone","name":"xVolumeIDDoesNotExist"},"id":<id>}`,
	} {
		for _, id := range []string{`1`, `"a-1"`, `null`} {
			e := begin(t, manual(), "rules: [{call: element.GetAsyncResult, "+rule+"}]\n")
			rec := client(t, e, fmt.Sprintf(`POST /json-rpc/12.0 {"method":"GetAsyncResult","params":{"asyncHandle":7},"id":%s}`, id))
			require.Equal(t, http.StatusOK, rec.Code)
			require.True(t, json.Valid(rec.Body.Bytes()), rec.Body)
			require.JSONEq(t, replaced(want, "<id>", id), rec.Body.String(), rule)
		}
	}
}

// replaced replaces words of a text.
func replaced(text string, words ...string) string {
	return strings.NewReplacer(words...).Replace(text)
}
