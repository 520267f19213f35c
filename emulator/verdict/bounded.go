package verdict

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// bounded is a set with an upper bound, maxKept. The zero set is empty.
type bounded[K comparable] struct{ all map[K]bool }

// maxKept is the maximum size of what a detector remembers by job, resource or request.
const maxKept = 10_000

func (b *bounded[K]) has(one K) bool { return b.all[one] }

func (b *bounded[K]) add(one K) {
	if b.all == nil {
		b.all = map[K]bool{}
	}
	if len(b.all) < maxKept {
		b.all[one] = true
	}
}

// cloned returns a copy of a job's name that keeps no entry alive.
func cloned(ref job.Ref) job.Ref {
	return job.Ref{API: strings.Clone(ref.API), ID: strings.Clone(ref.ID)}
}
