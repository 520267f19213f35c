package testharness_test

import (
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if a goroutine outlives the tests: everything that the harness starts must end with its test.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
