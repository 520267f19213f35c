package clients

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gophercloud/gophercloud/v2/openstack/blockstorage/v3/volumes"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/core/invoker/retry"
	"github.com/huaweicloud/huaweicloud-sdk-go-v3/services/evs/v2/model"
	telekomvolumes "github.com/opentelekomcloud/gophertelekomcloud/openstack/evs/v3/volumes"
	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/testharness"
)

// waiter is a client's own way to create a disk and to wait for it, with its own pauses.
type waiter struct {
	client, version, by string
	poll                string // the call by which it polls
	wait                func(*testing.T, *site) error
	process             bool // it is a process of its own, which needs real time
}

// waiters are those of the table in README.md.
func waiters(t *testing.T) []waiter {
	t.Helper()
	return []waiter{
		{"huaweicloud-sdk-go-v3", moduleVersion(t, "github.com/huaweicloud/huaweicloud-sdk-go-v3"), "`WithRetry`, exponential", "evs.showJob", huaweiWaits, false},
		{"gophertelekomcloud", moduleVersion(t, "github.com/opentelekomcloud/gophertelekomcloud"), "`WaitForJobSuccess`", "evs.showJob", telekomWaits, false},
		{"gophercloud", moduleVersion(t, "github.com/gophercloud/gophercloud/v2"), "`WaitForStatus`", "evs.showVolume", gophercloudWaits, false},
		{"openstackclient", "6.0.0, its SDK 0.101.0", "`wait_for_status`", "evs.showVolume", openstackWaits, true},
	}
}

// moduleVersion returns the version of a module that go.mod requires.
func moduleVersion(t *testing.T, module string) string {
	t.Helper()
	text, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	found := regexp.MustCompile(`(?m)^\s*` + regexp.QuoteMeta(module) + ` (\S+)`).FindSubmatch(text)
	require.NotNil(t, found, module)
	return string(found[1])
}

// huaweiWaits polls by the retries of the SDK, which repeat whatever its user says that is to be repeated: here a job that goes on, and
// the errors that a service may get over.
func huaweiWaits(t *testing.T, s *site) error {
	c := s.evs(t)
	made, err := c.CreateVolume(order("data", "eu-de-01", 1))
	if err != nil {
		return err
	}
	again := func(response any, err error) bool {
		job, ok := response.(*model.ShowJobResponse)
		return err != nil || ok && job.Status != nil && job.Status.Value() != "SUCCESS" && job.Status.Value() != "FAIL"
	}
	poll := c.ShowJobInvoker(&model.ShowJobRequest{JobId: *made.JobId})
	poll.WithRetry(30, again, retry.NewExponential())
	job, err := poll.Invoke()
	if err == nil && job.Status.Value() != "SUCCESS" {
		err = errors.New(job.Status.Value())
	}
	return err
}

func telekomWaits(t *testing.T, s *site) error {
	c := services(t, telekom(t, s.transport, s.byPassword(s.url)))
	made, err := telekomvolumes.Create(c.evs, telekomvolumes.CreateOpts{
		AvailabilityZone: "eu-de-01", VolumeType: "SSD", Name: "data", Size: 10,
	}).ExtractJobResponse()
	if err != nil {
		return err
	}
	return telekomvolumes.WaitForJobSuccess(c.evs, 900, made.JobID)
}

func gophercloudWaits(t *testing.T, s *site) error {
	c := s.blockStorage(t, s.url, s.transport)
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
	defer cancel()
	made, err := volumes.Create(ctx, c, volumes.CreateOpts{Size: 10, VolumeType: "SSD", AvailabilityZone: "eu-de-01"}, nil).Extract()
	if err != nil {
		return err
	}
	return volumes.WaitForStatus(ctx, c, made.ID, "available")
}

func openstackWaits(t *testing.T, s *site) error {
	c := s.openstack(t)
	c.path = interpreter(t, c.path)
	_, complaint, err := c.try(t, "testdata/wait.py")
	if err != nil {
		lines := strings.Split(strings.TrimSpace(complaint), "\n")
		return errors.New(lines[len(lines)-1])
	}
	return nil
}

// worlds are what the waiters meet. A process gets jobs of seconds in place of minutes.
var worlds = []struct{ title, long, short string }{
	{
		"a job of 5 minutes", `{call: evs.createVolume, start: {timeline: [{status: INIT, for: 5s}, {status: RUNNING, for: 5m}, {status: SUCCESS}]}}`,
		`{call: evs.createVolume, start: {timeline: [{status: INIT, for: 1s}, {status: RUNNING, for: 9s}, {status: SUCCESS}]}}`,
	},
	{
		"a poll gets 429 with `Retry-After`", `{call: POLL, nth: 3, answer: {error: APIGW.0308, retry_after: 30s}}
  - {call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}}`,
		`{call: POLL, nth: 2, answer: {error: APIGW.0308, retry_after: 5s}}
  - {call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 9s}, {status: SUCCESS}]}}`,
	},
	{
		"the job fails", `{call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 1m}, {status: FAIL, error: EVS.2024}]}}`,
		`{call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 5s}, {status: FAIL, error: EVS.2024}]}}`,
	},
	{
		"the response to a poll is lost", `{call: POLL, nth: 3, break: lose}
  - {call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 1m}, {status: SUCCESS}]}}`,
		`{call: POLL, nth: 2, break: lose}
  - {call: evs.createVolume, start: {timeline: [{status: RUNNING, for: 9s}, {status: SUCCESS}]}}`,
	},
	{"the response to the creation is lost", `{call: evs.createVolume, nth: 1, break: lose}`, `{call: evs.createVolume, nth: 1, break: lose}`},
}

// TestWaiters lets each client wait for a disk in each world, and wants the table in README.md to say what it was found to do. With
// UPDATE=1 the table is written anew.
func TestWaiters(t *testing.T) {
	t.Parallel()
	all := waiters(t)
	cells := make([][]string, len(all))
	t.Run("each", func(t *testing.T) {
		for i, w := range all {
			cells[i] = make([]string, len(worlds))
			for k, world := range worlds {
				t.Run(w.client+"/"+world.title, func(t *testing.T) {
					t.Parallel()
					rules := world.long
					if w.process {
						rules = world.short
					}
					options := []testharness.Option{testharness.Scenario("rules:\n  - " + strings.ReplaceAll(rules, "POLL", w.poll)), testharness.Real()}
					if w.process {
						s := open(t, "http", options...)
						cells[i][k] = found(s, w.wait(t, s))
						return
					}
					synctest.Test(t, func(t *testing.T) {
						s := &site{Sim: testharness.Run(t, options...), account: stranger, url: "http://jobsim"}
						s.transport = s.Transport()
						s.transport.MaxIdleConnsPerHost = 1 // as clients have it
						cells[i][k] = found(s, w.wait(t, s))
						s.transport.CloseIdleConnections()
					})
				})
			}
		}
	})
	requireTable(t, "what waiters were found to do", table(all, cells))
}

// found returns what a client was found to do, and how it ended.
func found(s *site, err error) string {
	end := "succeeds"
	if err != nil {
		end = "returns an error"
	}
	var ids []string
	for _, f := range s.Verdict().Findings {
		ids = append(ids, "`"+f.ID+"`")
	}
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) == 0 {
		return end + "; nothing found"
	}
	return end + "; " + strings.Join(ids, ", ")
}

// table returns the table of README.md.
func table(all []waiter, cells [][]string) string {
	var b strings.Builder
	b.WriteString("| client | waits by |")
	for _, w := range worlds {
		fmt.Fprintf(&b, " %s |", w.title)
	}
	b.WriteString("\n|" + strings.Repeat("---|", len(worlds)+2) + "\n")
	for i, w := range all {
		fmt.Fprintf(&b, "| %s %s | %s | %s |\n", w.client, w.version, w.by, strings.Join(cells[i], " | "))
	}
	return b.String()
}

// requireTable wants README.md to have a table behind the line of a marker.
func requireTable(t *testing.T, marker, want string) {
	t.Helper()
	marker = "<!-- " + marker + " -->\n\n"
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	before, rest, marked := strings.Cut(string(text), marker)
	require.True(t, marked)
	got, after, ended := strings.Cut(rest, "\n\n")
	require.True(t, ended)
	if os.Getenv("UPDATE") != "" {
		require.NoError(t, os.WriteFile("README.md", []byte(before+marker+want+"\n"+after), 0o644))
		return
	}
	require.Equal(t, want, got+"\n")
}
