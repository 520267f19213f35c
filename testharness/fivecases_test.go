package testharness_test

// What a test file with jobsim looks like: a program's client, and five cases of its behaviour.

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// disks creates disks and waits until they are there, as many programs do.
type disks struct {
	client *http.Client
	base   string // of EVS, without the version
	every  time.Duration
}

// create creates a disk and returns its ID once it can be used.
func (d disks) create(ctx context.Context, name string, size int) (string, error) {
	body := fmt.Sprintf(`{"volume": {"availability_zone": "eu-de-01", "name": %q, "size": %d, "volume_type": "SSD"}}`, name, size)
	var started struct {
		JobID string `json:"job_id"`
	}
	if err := d.do(ctx, http.MethodPost, "/v3/project/cloudvolumes", body, &started); err != nil {
		return "", fmt.Errorf("create %s: %w", name, err)
	}
	for {
		var job struct {
			Status, ErrorCode string
			Entities          struct {
				VolumeID string `json:"volume_id"`
			}
			Code string `json:"error_code"`
		}
		err := d.do(ctx, http.MethodGet, "/v1/project/jobs/"+started.JobID, "", &job)
		switch {
		case ctx.Err() != nil:
			return "", ctx.Err()
		case errors.Is(err, errTryAgain):
		case err != nil:
			return "", err
		case job.Status == "SUCCESS":
			return job.Entities.VolumeID, nil
		case job.Status == "FAIL":
			return "", fmt.Errorf("create %s: %s", name, job.Code)
		}
		select {
		case <-ctx.Done():
		case <-time.After(d.every):
		}
	}
}

// errTryAgain is returned for what may pass.
var errTryAgain = errors.New("try again")

// do sends a request and decodes the response.
func (d disks) do(ctx context.Context, method, path, body string, into any) error {
	r, err := http.NewRequestWithContext(ctx, method, d.base+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("X-Auth-Token", "token")
	res, err := d.client.Do(r)
	if err != nil {
		return fmt.Errorf("%w: %w", errTryAgain, err)
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusTooManyRequests, res.StatusCode >= 500:
		return fmt.Errorf("%w: %s", errTryAgain, res.Status)
	case res.StatusCode != http.StatusOK:
		return errors.New(res.Status)
	}
	return json.NewDecoder(res.Body).Decode(into)
}

// slowDisk is a disk that takes ten minutes.
const slowDisk = `
	rules:
	  - call: evs.createVolume
	    start: {timeline: [{status: INIT, for: 10s}, {status: RUNNING, for: 10m}, {status: SUCCESS}]}
`

// TestDiskIsCreated waits ten minutes in no time: client and emulator share the bubble's clock.
func TestDiskIsCreated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(slowDisk))
		start := time.Now()
		id, err := disks{sim.Client(), "https://evs.eu-de.otc.t-systems.com", 30 * time.Second}.create(t.Context(), "data", 20)
		require.NoError(t, err)
		require.NotEmpty(t, id)
		require.Equal(t, 10*time.Minute+30*time.Second, time.Since(start))
		sim.Journal().RequireBody("evs.createVolume", 1, `{"volume": {"name": "data", "size": 20}}`)
		sim.Journal().RequireOrder("evs.createVolume", "evs.showJob")
		sim.Journal().RequireAllMatched()
	})
}

// TestDiskFails shows the vendor's code to the caller, and does not poll on.
func TestDiskFails(t *testing.T) {
	t.Parallel()
	sim := testharness.Run(t, testharness.Skipping(), testharness.Scenario(`
		rules:
		  - call: evs.createVolume
		    start: {timeline: [{status: RUNNING, for: 5m}, {status: FAIL, error: EVS.2024}]}
	`))
	_, err := disks{sim.Client(), sim.Endpoint("evs"), 0}.create(t.Context(), "data", 20)
	require.EqualError(t, err, "create data: EVS.2024")
	job := sim.Jobs("evs")[0].ID
	sim.Journal().RequireStatuses("evs", job, "RUNNING", "FAIL")
	sim.Journal().RequireNoPollAfterEnd("evs", job)
}

// TestDiskUnderFaults survives a throttled poll, a gateway error and a reset connection that the test adds while the client
// runs.
func TestDiskUnderFaults(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(slowDisk))
		done := make(chan error)
		go func() {
			_, err := disks{sim.Client(), "http://evs.test", 30 * time.Second}.create(t.Context(), "data", 20)
			done <- err
		}()
		sim.WaitForCalls("evs.showJob", 3)
		throttled := sim.AddRule("{call: evs.showJob, nth: 1..2, answer: {error: APIGW.0308}}")
		sim.WaitForCalls("evs.showJob", 5)
		broken := sim.AddRule("{call: evs.showJob, nth: 1, break: reset}")
		require.NoError(t, <-done)
		require.Equal(t, 2, throttled.Claimed())
		require.Equal(t, 1, broken.Claimed())
		sim.Journal().RequireRuleSpent("evs.showJob")
	})
}

// TestDiskIsGivenUp ends with the caller's context, however long the job goes on.
func TestDiskIsGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sim := testharness.Run(t, testharness.Real(), testharness.Scenario(slowDisk))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := disks{sim.Client(), "http://evs.test", 7 * time.Second}.create(ctx, "data", 20)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		job := sim.Jobs("evs")[0].ID
		sim.Journal().RequirePolls("evs", job, 9)
		sim.Journal().RequirePause("evs", job, 7*time.Second)
	})
}

// TestDisksOfTwoTenants shares one emulator: each test has a session with its own jobs and journal.
func TestDisksOfTwoTenants(t *testing.T) {
	t.Parallel()
	shared := testharness.Run(t, testharness.Skipping(), testharness.Scenario(slowDisk))
	for _, tenant := range []string{"a", "b"} {
		t.Run(tenant, func(t *testing.T) {
			t.Parallel()
			sim := shared.Session(t)
			_, err := disks{&http.Client{Transport: sim.Transport()}, sim.URL(), 0}.create(t.Context(), tenant, 10)
			require.NoError(t, err)
			require.Equal(t, tenant, sim.Requests("evs.createVolume")[0].Get("volume.name"))
			sim.Journal().RequireCalls("evs.createVolume", 1)
		})
	}
}
