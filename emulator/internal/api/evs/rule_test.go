package evs_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// ruled returns a server with rules.
func ruled(t *testing.T, rules ...rule.Rule) *apitest.Bench {
	t.Helper()
	b := serve(t)
	settings := map[string]string{"evs.bad-zone": "reject", "evs.error-fields": "omit", "gateway.wrong-method": "405"}
	b.World = world.New(b.Clock, 1, settings, rules...)
	return b
}

// late is a timeline that fails once the disk exists.
var late = job.Steps(
	job.Step{Status: "RUNNING", Phase: job.Running, Until: job.After(job.Fixed(2 * time.Second))},
	job.Step{Status: "FAIL", Phase: job.Failed, Payload: otc.Payload{Code: "EVS.2024", Reason: "volume is error!"}},
)

// A scenario's timeline replaces the default one: that of each sub-job, if there are several disks.
func TestScriptedCalls(t *testing.T) {
	t.Parallel()
	b := ruled(t, rule.Rule{API: "evs", Call: "createVolume", Chance: 1, Start: &rule.Start{Timeline: late}})
	for _, body := range []string{plain, `{"volume":{"availability_zone":"eu-de-01","name":"n","size":10,"volume_type":"SATA","count":2}}`} {
		made := ask(t, b, 200, "POST", clouds, body)
		b.Clock.Advance(time.Minute)
		got := gjson.Parse(poll(t, b, made.Get("job_id").String()))
		require.Equal(t, "FAIL", got.Get("status").String())
		require.Equal(t, "EVS.2024", got.Get("error_code").String())
		for _, id := range made.Get("volume_ids").Array() {
			require.Equal(t, "error", status(t, b, id.String()))
		}
	}
}

// Rules name the calls of OpenStack as EVS's own, and their errors have OpenStack's envelope.
func TestRuledFamilies(t *testing.T) {
	t.Parallel()
	b := ruled(t,
		rule.Rule{API: "evs", Call: "deleteVolume", Chance: 1, Answer: &rule.Answer{Code: "EVS.2130"}},
		rule.Rule{API: "evs", Call: "showVolume", Chance: 1, Answer: &rule.Answer{Code: "APIGW.0308"}},
	)
	require.Equal(t, `{"error":{"message":"Volume is backing-up, forbidden deleting!","code":"EVS.2130"}}`,
		ask(t, b, 400, "DELETE", clouds+"/x", "").Raw)
	require.Equal(t, `{"badRequest":{"message":"Volume is backing-up, forbidden deleting!","code":400}}`,
		ask(t, b, 400, "DELETE", volumes+"/x", "").Raw)
	for _, base := range []string{clouds, volumes, vendors} {
		require.Equal(t, "APIGW.0308", ask(t, b, 429, "GET", base+"/x", "").Get("error_code").String())
	}
}
