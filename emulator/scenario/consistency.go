package scenario

import "github.com/jobsim/jobsim/emulator/job"

var (
	hiddenField   = field{name: "hidden", kind: anExit, note: "clients cannot see the job until then: a time after its birth, or a count of looks for it"}
	replicasField = field{name: "replicas", kind: aNumber, note: "answers come from so many replicas in turn, the last of which lags behind"}
	lagField      = field{name: "lag", kind: aDuration, note: "how far behind answers are: those of the last replica, or all if there is one"}
	settleField   = field{name: "settle", kind: aDuration, note: "how much later than its end the job's end shows in what it worked on"}
)

// consistency reads how far what clients are told lags behind what is true; nil if it does not.
func (r *reader) consistency(m mapping) *job.Consistency {
	var w job.Consistency
	w.Hidden, _ = scalar(r, m.value("hidden"), anExit, parseExit)
	w.Lag, _ = scalar(r, m.value("lag"), aDuration, parseDuration)
	w.Settle, _ = scalar(r, m.value("settle"), aDuration, parseDuration)
	if n := m.value("replicas"); n != nil {
		w.Replicas, _ = r.whole(n, "replicas", 2, 100)
		if !m.named["lag"] {
			r.fault(n, "replicas without a lag all answer the same", "lag: a duration beside it", "")
		}
	}
	if w == (job.Consistency{}) {
		return nil
	}
	return &w
}
