package testharness_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict/coverage"
	"github.com/jobsim/jobsim/testharness"
)

// tests are those of a package, in place of testing.M.
type tests func() int

func (f tests) Run() int { return f() }

// TestCoverage wants what the tests of two packages showed their clients to be in a file each, and their exit codes to be kept.
func TestCoverage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cover")
	t.Setenv("JOBSIM_COVERAGE", dir)
	suite := func(code int) tests {
		return func() int {
			t.Run("polls", func(t *testing.T) {
				sim := testharness.Run(t, testharness.Scenario("jobs: [{api: evs, id: disk, type: createVolume, timeline: [{status: RUNNING, for: 1 polls}, {status: SUCCESS}]}]"))
				own := sim.Session(t)
				poll(t, sim.Client(), "http://jobsim/evs/v1/p/jobs/disk")
				poll(t, own.Client(), "http://jobsim/evs/v1/p/jobs/disk")
			})
			return code
		}
	}
	require.Equal(t, 0, testharness.Coverage(suite(0)))
	require.Equal(t, 1, testharness.Coverage(suite(1)))
	require.Equal(t, 0, testharness.Coverage(tests(func() int { return 0 })), "a package without an emulator writes nothing")
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 2)
	c, err := coverage.ReadFiles(dir)
	require.NoError(t, err)
	require.Equal(t, uint64(4), c.Items[0].Count, "%+v", c.Items[0])
	require.Equal(t, uint64(0), c.Items[1].Count, "%+v", c.Items[1])

	t.Setenv("JOBSIM_COVERAGE", filepath.Join(dir, files[0].Name())) // a file, and no directory
	require.Equal(t, 1, testharness.Coverage(suite(0)), "coverage that cannot be written fails the tests")
}
