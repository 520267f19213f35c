package testharness_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails when a goroutine outlives the tests: what the harness starts, ends with the test that it was started for.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
