package element_test

import (
	"testing"

	"github.com/jobsim/jobsim/emulator/internal/api/element"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
)

// The tests that every API passes.
func TestConformance(t *testing.T) {
	t.Parallel()
	apitest.Run(t, element.API())
}
