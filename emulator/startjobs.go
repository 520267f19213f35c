package emulator

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// StartJobs starts jobs given as Go values, all of them or, when a name is taken, none. Their payloads must be made by the
// API's vocabulary (see Vocabularies); a scenario's text, which Start takes, is easier to get right, and from then on the
// session has no Snapshot, which is text: only a Fork has Go values too. It answers the jobs' first snapshots.
func (s *Session) StartJobs(specs ...job.Spec) ([]job.Snapshot, error) {
	names := make([]string, len(specs))
	for i, spec := range specs {
		names[i] = spec.Ref.String()
	}
	problem := fmt.Sprintf("%s: started from Go values (Session.StartJobs)", strings.Join(names, ", "))
	return s.state.Load().start(specs, command{Do: doStart, problem: problem})
}
