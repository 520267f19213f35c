package emulator

import "github.com/jobsim/jobsim/emulator/job"

// StartJobs starts jobs given as Go values, all of them or, when a name is taken, none. Their payloads must be made by the
// API's vocabulary (see Vocabularies); a scenario's text, which Start takes, is easier to get right. It answers the jobs'
// first snapshots.
func (s *Session) StartJobs(specs ...job.Spec) ([]job.Snapshot, error) {
	return s.state.Load().start(specs, command{Do: doStart, problem: "jobs were started from Go values (Session.StartJobs)"})
}
