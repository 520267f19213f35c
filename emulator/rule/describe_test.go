package rule_test

import (
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

func TestRulesDescribeThemselves(t *testing.T) {
	t.Parallel()
	body, long := " \n", `{"error": {"message": "a text that is longer than anybody would want to read here", "code": "E"}}`
	tests := map[string]rule.Rule{
		"every request to evs: returns EVS.2024":     {API: "evs", Chance: 1, Answer: &rule.Answer{Code: "EVS.2024"}},
		"every call of evs: no response ever comes":  {API: "evs", Call: "*", Chance: 1, Break: rule.Hang},
		"/v1/**: the body is garbage":                {Path: "/v1/**", Chance: 1, Break: rule.Garbage},
		"drs at /v3/**: the body comes byte by byte": {API: "drs", Path: "/v3/**", Chance: 1, Break: rule.Drip},
		"evs.showJob, the first call: the response ends in the middle of its body": {
			API: "evs", Call: "showJob", Nth: rule.Numbers{{1, 1}}, Chance: 1, Break: rule.Truncate,
		},
		"evs.showJob, the first 2 calls: the response has no body": {
			API: "evs", Call: "showJob", Nth: rule.Numbers{{1, 2}}, Chance: 1, Break: rule.Empty,
		},
		"evs.showJob, call 3: the response comes 1m30s late": {
			API: "evs", Call: "showJob", Nth: rule.Numbers{{3, 3}}, Chance: 1, Delay: &job.Span{Min: 90 * time.Second, Max: 90 * time.Second},
		},
		"evs.showJob, 12.5 % of calls 3 and later: the connection is reset": {
			API: "evs", Call: "showJob", Nth: rule.Numbers{{3, 0}}, Chance: 0.125, Break: rule.Reset,
		},
		"evs.createVolume where volume.size >= 100 and header.X-A exists: the response comes 0s..2h late, its job goes like this": {
			API: "evs", Call: "createVolume", Chance: 1, Delay: &job.Span{Max: 2 * time.Hour}, Start: &rule.Start{},
			Where: []rule.Condition{
				{From: rule.FromBody, Name: "volume.size", Test: rule.AtLeast, Want: "100"},
				{From: rule.FromHeader, Name: "X-A", Test: rule.Exists},
			},
		},
		`drs.batch-status: returns HTTP 503, Server: x, Retry-After: 5s, an empty body, it is carried out, and the response is lost`: {
			API: "drs", Call: "batch-status", Chance: 1, Break: rule.Lose,
			Answer: &rule.Answer{Status: 503, Headers: []rule.Header{{Name: "Server", Value: "x"}}, Retry: &rule.Retry{After: 5 * time.Second}, Body: &body},
		},
		`drs.list: returns E as HTTP 400 "no", Retry-After: a date in 1h, {"error": {"message": "a text that is longer than anybody w…`: {
			API: "drs", Call: "list", Chance: 1,
			Answer: &rule.Answer{Code: "E", Status: 400, Message: "no", Retry: &rule.Retry{After: time.Hour, Date: true}, Body: &long},
		},
	}
	more := map[string]rule.Rule{
		"evs.showJob, from 10s until 40s: returns EVS.5503": {
			API: "evs", Call: "showJob", Chance: 1, From: 10 * time.Second, Until: 40 * time.Second, Answer: &rule.Answer{Code: "EVS.5503"},
		},
		"evs.showJob, above 5 per 1s: returns APIGW.0308": {
			API: "evs", Call: "showJob", Chance: 1, Rate: &rule.Rate{Calls: 5, Per: time.Second}, Answer: &rule.Answer{Code: "APIGW.0308"},
		},
		"evs.showJob, every 2. call of calls 1, 3 and 5 and later, at most 3 times, disarmed: no response ever comes": {
			API: "evs", Call: "showJob", Chance: 1, Every: 2, Nth: rule.Numbers{{1, 1}, {3, 3}, {5, 0}}, Times: 3, Disarmed: true, Break: rule.Hang,
		},
		`evs.createVolume: its response as HTTP 202, order_id "CS1", without volume_ids, X-Region: eu, without Server`: {
			API: "evs", Call: "createVolume", Chance: 1, Edit: &rule.Edit{
				Status: 202, Omit: []string{"volume_ids"}, Set: []rule.Value{{Path: "order_id", JSON: `"CS1"`}},
				Headers: []rule.Header{{Name: "X-Region", Value: "eu"}, {Name: "Server"}},
			},
		},
		"element.GetAsyncResult, once: returns the result {}": {
			API: "element", Call: "GetAsyncResult", Chance: 1, Times: 1, Answer: &rule.Answer{Result: new("{}")},
		},
	}
	maps.Copy(tests, more)
	for want, r := range tests {
		require.Equal(t, want, r.String())
	}
}
