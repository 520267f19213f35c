package testharness

import (
	"fmt"
	"os"
	"sync/atomic"

	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// coverageEnv is the variable with the directory for coverage, which jobsim run --coverage sets too.
const coverageEnv = "JOBSIM_COVERAGE"

// process counts for all emulators that Run starts while Coverage runs the tests. It is global because TestMain has no other way to reach
// tests; it is nil otherwise.
var process atomic.Pointer[coverage.Counter] //nolint:gochecknoglobals // see above

// M is the part of testing.M that Coverage needs.
type M interface{ Run() int }

// Coverage runs the tests of a package, for TestMain, and returns their exit code. If the variable JOBSIM_COVERAGE names a directory, it
// counts what clients are shown by all emulators that Run starts, and writes it there, in a file of its own for each process:
//
//	func TestMain(m *testing.M) { os.Exit(testharness.Coverage(m)) }
//
//	JOBSIM_COVERAGE=$PWD/cover go test ./... && jobsim coverage cover
//
// The directory is made if there is none.
func Coverage(m M) int {
	dir := os.Getenv(coverageEnv)
	if dir == "" {
		return m.Run()
	}
	counter := coverage.New()
	process.Store(counter)
	code := m.Run()
	process.Store(nil)
	c := counter.Coverage()
	if len(c.Items) == 0 {
		return code
	}
	err := os.MkdirAll(dir, 0o755)
	if err == nil {
		err = c.WriteFile(dir)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "testharness: %s: %v\n", coverageEnv, err)
		return max(code, 1)
	}
	return code
}
