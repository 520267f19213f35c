package evs_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/evs"
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/job"
)

const jobID = "4010a32d535527910153552b492c0002"

// instant parses a time of a job's document.
func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04:05.000Z", s)
	require.NoError(t, err)
	return at
}

func step(status string, phase job.Phase, payload otc.Payload, d time.Duration) job.Step {
	s := job.Step{Status: status, Phase: phase, Payload: payload}
	if d > 0 {
		s.Until = job.After(job.Fixed(d))
	}
	return s
}

// creation returns a job that creates a disk and has the given last step.
func creation(id string, end job.Step) job.Spec {
	return job.Spec{
		Ref: job.Ref{API: "evs", ID: id}, Type: "createVolume",
		Attributes: otc.Attributes{Entities: map[string]any{
			"volume_id": "bdf1bb37-f20f-4266-9a04-f43e0a127376", "name": "disk", "size": 50, "volume_type": "SSD",
		}},
		Timeline: job.Steps(
			step("INIT", job.Pending, otc.Payload{}, time.Second),
			step("RUNNING", job.Running, otc.Payload{}, 4*time.Second),
			end,
		),
	}
}

// The example of the source document comes back member for member without the two error members, and that of the
// English page with them.
func TestDocumentedExample(t *testing.T) {
	t.Parallel()
	spec := creation(jobID, step("SUCCESS", job.Succeeded, otc.Payload{}, 0))
	spec.Born = instant(t, "2016-03-08T07:40:13.219Z")
	spec.Timeline = job.Steps(step("RUNNING", job.Running, otc.Payload{}, 0))
	const seed = `{"status":"RUNNING","entities":{"volume_id":"bdf1bb37-f20f-4266-9a04-f43e0a127376"},` +
		`"job_id":"4010a32d535527910153552b492c0002","job_type":"createVolume",` +
		`"begin_time":"2016-03-08T07:40:13.219Z","end_time":""`

	b := apitest.Serve(t, evs.API(), nil, spec)
	require.Equal(t, seed+"}", poll(t, b, jobID))
	b = apitest.Serve(t, evs.API(), []string{"observed"}, spec)
	require.Equal(t, seed+`,"error_code":null,"fail_reason":null}`, poll(t, b, jobID))
	b = apitest.Serve(t, evs.API(), []string{"evs.error-fields=null"}, spec)
	require.Equal(t, seed+`,"error_code":null,"fail_reason":null}`, poll(t, b, jobID))
}

// A creation shows more of its disk in each phase.
func TestLife(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, evs.API(), nil, creation(jobID, step("SUCCESS", job.Succeeded, otc.Payload{}, 0)))
	tests := []struct {
		after  time.Duration
		status string
		end    string
		things string
	}{
		{0, "INIT", "", `{}`},
		{999 * time.Millisecond, "INIT", "", `{}`},
		{time.Millisecond, "RUNNING", "", `{"volume_id":"bdf1bb37-f20f-4266-9a04-f43e0a127376"}`},
		{
			time.Hour, "SUCCESS", "2026-01-02T12:00:05.000Z",
			`{"name":"disk","size":50,"volume_id":"bdf1bb37-f20f-4266-9a04-f43e0a127376","volume_type":"SSD"}`,
		},
	}
	for _, tt := range tests {
		b.Clock.Advance(tt.after)
		got := gjson.Parse(poll(t, b, jobID))
		require.Equal(t, tt.status, got.Get("status").String())
		require.Equal(t, "2026-01-02T12:00:00.000Z", got.Get("begin_time").String())
		require.Equal(t, tt.end, got.Get("end_time").String())
		require.Equal(t, tt.things, got.Get("entities").Raw)
	}
}

// A failed job shows the disk only if it existed.
func TestFailures(t *testing.T) {
	t.Parallel()
	failure := otc.Payload{Code: "EVS.2024", Reason: "EbsCreateVolumeTask-fail:volume is error!"}
	early := creation(jobID, job.Step{})
	early.Timeline = job.Steps(
		step("INIT", job.Pending, otc.Payload{}, time.Second),
		step("FAIL", job.Failed, otc.Payload{Code: "EVS.5400", Reason: "Availability zone is invalid"}, 0),
	)
	silent := failure
	silent.Entities = map[string]any{}
	tests := []struct {
		name   string
		spec   job.Spec
		code   string
		reason string
		things string
	}{
		{"before the disk was there", early, "EVS.5400", "Availability zone is invalid", `{}`},
		{
			"after it was there", creation(jobID, step("FAIL", job.Failed, failure, 0)),
			failure.Code, failure.Reason, `{"volume_id":"bdf1bb37-f20f-4266-9a04-f43e0a127376"}`,
		},
		{
			"with entities of its own", creation(jobID, step("FAIL", job.Failed, silent, 0)),
			failure.Code, failure.Reason, `{}`,
		},
	}
	for _, tt := range tests {
		for _, profile := range []string{"documented", "observed"} {
			t.Run(tt.name+"/"+profile, func(t *testing.T) {
				t.Parallel()
				b := apitest.Serve(t, evs.API(), []string{profile}, tt.spec)
				b.Clock.Advance(time.Minute)
				got := gjson.Parse(poll(t, b, jobID))
				require.Equal(t, "FAIL", got.Get("status").String())
				require.Equal(t, tt.code, got.Get("error_code").String())
				require.Equal(t, tt.reason, got.Get("fail_reason").String())
				require.NotEmpty(t, got.Get("end_time").String())
				require.Equal(t, tt.things, got.Get("entities").Raw)
			})
		}
	}
}

// batch returns a job without a timeline and with two children; the second has the given last step.
func batch(end job.Step) job.Spec {
	first, second := creation("c1", step("SUCCESS", job.Succeeded, otc.Payload{}, 0)), creation("c2", end)
	first.Starts, second.Starts = job.Fixed(250*time.Millisecond), job.Fixed(267*time.Millisecond)
	return job.Spec{
		Ref: job.Ref{API: "evs", ID: "parent"}, Type: "batchCreateVolume",
		Attributes:  otc.Attributes{Entities: map[string]any{"volume_id": "never shown"}},
		ParentSteps: evs.API().Vocabulary.ParentSteps, Children: []job.Spec{first, second},
	}
}

// The entities of a parent are its sub-jobs only, and a sub-job can be queried under its own ID.
func TestSubJobs(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, evs.API(), nil, batch(step("SUCCESS", job.Succeeded, otc.Payload{}, 0)))
	require.Equal(t, "INIT", gjson.Get(poll(t, b, "parent"), "status").String())
	require.Equal(t, http.StatusBadRequest, b.Ask("GET", jobs+"c1", "").StatusCode)
	b.Clock.Advance(2 * time.Second)
	got := gjson.Parse(poll(t, b, "parent"))
	require.Equal(t, "RUNNING", got.Get("status").String())
	require.Equal(t, int64(1), got.Get("entities.@keys.#").Int())
	require.Equal(t, `["c1","c2"]`, got.Get("entities.sub_jobs.#.job_id").Raw)
	require.Equal(t, "2026-01-02T12:00:00.250Z", got.Get("entities.sub_jobs.0.begin_time").String())
	require.JSONEq(t, poll(t, b, "c1"), got.Get("entities.sub_jobs.0").Raw)
	b.Clock.Advance(time.Minute)
	got = gjson.Parse(poll(t, b, "parent"))
	require.Equal(t, "SUCCESS", got.Get("status").String())
	require.Equal(t, "2026-01-02T12:00:05.267Z", got.Get("end_time").String())
}

// A failed parent has its child's code and reason, but not its entities.
func TestFailedSubJob(t *testing.T) {
	t.Parallel()
	b := apitest.Serve(t, evs.API(), nil, batch(step("FAIL", job.Failed, otc.Payload{
		Code: "EVS.2024", Reason: "volume is error!", Entities: map[string]any{"volume_id": "lost"},
	}, 0)))
	b.Clock.Advance(time.Minute)
	got := gjson.Parse(poll(t, b, "parent"))
	require.Equal(t, "FAIL", got.Get("status").String())
	require.Equal(t, "EVS.2024", got.Get("error_code").String())
	require.Equal(t, "volume is error!", got.Get("fail_reason").String())
	require.Equal(t, "lost", got.Get("entities.sub_jobs.1.entities.volume_id").String())
	require.Equal(t, int64(1), got.Get("entities.@keys.#").Int())
}
