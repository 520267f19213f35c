package otc

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// Derived returns the ID of something that is known by name only: 32 hex digits, the same in each run.
func Derived(kind, name string) string {
	return fmt.Sprintf("%016x%016x", job.Key(0, kind, name), job.Key(1, kind, name))
}

// DerivedUUID returns the UUID of something that is known by names only, the same in each run.
func DerivedUUID(kind string, names ...string) string {
	d := Derived(kind, strings.Join(names, "\x00"))
	return d[:8] + "-" + d[8:12] + "-5" + d[13:16] + "-8" + d[17:20] + "-" + d[20:]
}
