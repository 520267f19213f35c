package drs_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/drs"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// requireForm requires a response in one of the two forms of DRS: a list, or an error. The gateway's errors have the
// second.
func requireForm(t *testing.T, code int, body string) {
	t.Helper()
	a := gjson.Parse(body)
	switch {
	case a.Get("results").IsArray():
		require.Contains(t, []int{200, 202, 400}, code, body)
		require.Equal(t, gjson.Number, a.Get("count").Type, body)
	case a.Get("jobs").IsArray():
		require.Equal(t, http.StatusOK, code, body)
	default:
		require.GreaterOrEqual(t, code, 400, body)
		require.NotEmpty(t, a.Get("error_code").String(), body)
		require.NotEmpty(t, a.Get("error_msg").String(), body)
	}
}

// FuzzQuery sends any body as a query with pages.
func FuzzQuery(f *testing.F) {
	for _, seed := range []string{
		`{"jobs":["a"]}`, `{"jobs":["a","never"],"page_req":{"cur_page":1,"per_page":10}}`, `{"jobs":["a"],"page_req":{"cur_page":0}}`,
		`{"jobs":[null,1,{}]}`, `{"jobs":{}}`, `{"page_req":[]}`, `{"jobs":["a","a"]}`, `[]`, `null`, ``, `{"jobs":["\ud800"]}`,
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	b := apitest.Serve(f, drs.API(), nil, task(f, "a", "CREATING"))
	f.Fuzz(func(t *testing.T, body string, detail bool) {
		call := "/batch-status"
		if detail {
			call = "/batch-detail"
		}
		code, text := b.Probe(t, "POST", root+call, body)
		requireForm(t, code, text)
	})
}

// FuzzCalls sends any body to any call.
func FuzzCalls(f *testing.F) {
	calls := slices.Sorted(maps.Keys(methods()))
	for i := range calls {
		f.Add(uint8(i), `{"jobs":["a"]}`)
		f.Add(uint8(i), `{"jobs":[{"job_id":"a","id":"a","delete_type":"terminate","pause_mode":"all","precheck_mode":"forStartJob","start_time":"1"}]}`)
		f.Add(uint8(i), creation)
		f.Add(uint8(i), strings.ReplaceAll(modification, "ID", "a"))
		f.Add(uint8(i), strings.ReplaceAll(limit, "ID", "a"))
	}
	f.Add(uint8(0), `{"cur_page":1,"per_page":5,"db_use_type":"migration","name":"a"}`)
	for i := range calls {
		f.Add(uint8(i), `{"jobs":[{"job_id":"a","start_time":"4611686018427387903"}]}`)
	}
	f.Fuzz(func(t *testing.T, call uint8, body string) {
		b := apitest.Serve(t, drs.API(), nil, task(t, "a", "CONFIGURATION"))
		path := calls[int(call)%len(calls)]
		code, text := b.Probe(t, methods()[path], root+path, body)
		requireForm(t, code, text)
		must(t, b, "POST", "/batch-status", `{"jobs":["a"]}`, http.StatusOK)
		must(t, b, "POST", "/batch-detail", `{"jobs":["a"],"page_req":{"per_page":0}}`, http.StatusOK)
	})
}
