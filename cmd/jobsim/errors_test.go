package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/catalog"
)

// listed returns what "jobsim errors -o json" lists.
func listed(t *testing.T, args ...string) []catalog.Error {
	t.Helper()
	var entries []catalog.Error
	require.NoError(t, json.Unmarshal([]byte(fine(t, append([]string{"errors", "-o", "json"}, args...)...)), &entries))
	return entries
}

func TestErrorsListsAllInTheWidthThatThereIs(t *testing.T) {
	t.Parallel()
	all := listed(t)
	for _, width := range []int{80, 100, 120} {
		var at int
		for line := range strings.Lines(fine(t, "errors", "--width", strconv.Itoa(width))) {
			line = strings.TrimSuffix(line, "\n")
			require.LessOrEqual(t, utf8.RuneCountInString(line), width, line)
			words := strings.Fields(line)
			if len(words) == 0 || words[0] == "API" {
				continue
			}
			e := all[at]
			require.Equal(t, []string{e.API, e.Code, strconv.Itoa(e.HTTP), string(e.Grade)}, words[:4])
			require.Greater(t, len(words), 4, line)
			at++
		}
		require.Len(t, all, at)
	}
	require.Contains(t, fine(t, "errors", "--width", "0"), "volume status must be available, error, error_extending, error_restoring, error_rollbacking when delete volume!")
}

func TestErrorsOfOneAPI(t *testing.T) {
	t.Parallel()
	for api, others := range map[string][]string{"evs": {"evs", "gateway"}, "element": {"element"}, "gateway": {"gateway"}} {
		for _, e := range listed(t, "--api", api) {
			require.Contains(t, others, e.API)
			if api != "gateway" {
				require.Equal(t, []string{api}, e.APIs)
				require.Contains(t, e.Rule, "call: "+api+".")
			}
		}
	}
}

// TestErrorsAreFound searches by a code, a part of a message, and a line of a log.
func TestErrorsAreFound(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []string // codes
		size int
	}{
		{"EVS.2053", []string{"EVS.2053"}, 1},
		{"evs.2053", []string{"EVS.2053"}, 1},
		{"xVolumeIDDoesNotExist", []string{"xVolumeIDDoesNotExist"}, 2},
		{"ERROR wait for job: EVS.2053: availability zone, giving up", []string{"EVS.2053"}, 1},
		{"got 429: The throttling threshold has been reached: policy ip over ratelimit,limit:5,time:1 minute", []string{"APIGW.0308"}, 1},
		{"APIGW.0308 policy ip over ratelimit", []string{"APIGW.0308"}, 3},
		{"the volume is error!", []string{"EVS.2024"}, 2},
	}
	for _, tt := range tests {
		found := listed(t, strings.Fields(tt.text)...)
		require.Len(t, found, tt.size, tt.text)
		for _, e := range found {
			require.Contains(t, tt.want, e.Code, tt.text)
		}
	}
}

func TestErrorCard(t *testing.T) {
	t.Parallel()
	require.Equal(t, `EVS.2024, of evs
  message   volume is error!
  where     create volume job
  source    evs_04_0038 (documented)
  status    500, application/json
  body
    {"error":{"message":"volume is error!","code":"EVS.2024"}}
  in a scenario, for a call
    rules:
      - {call: evs.showJob, answer: {error: EVS.2024}}
  in a scenario, for a job that fails
    timeline:
      - {status: FAIL, error: EVS.2024}
  for every request
    jobsim serve --always evs:EVS.2024
  request
    curl -s -H 'X-Auth-Token: t' http://127.0.0.1:8080/evs/v1/p/jobs/1
`, fine(t, "errors", "--api", "evs", "EVS.2024"))
	long := fine(t, "errors", "--api", "gateway", "--long")
	require.Equal(t, len(listed(t, "--api", "gateway")), strings.Count(long, "\n  body\n"))
	require.Contains(t, long, "of the gateway before evs, sdrs, drs, iam")
	require.Contains(t, long, "%s is replaced by a part of the request")
	require.NotContains(t, long, "for a job that fails")
}
