package verdict

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/journal"
)

var unmatchedCallsKind = Kind{
	ID: "unmatched-calls", Level: Warning, Title: "sends a request that no emulated API has a call for",
	Why: "The response is the error for an unknown path or method, which clients often take for a job or a disk that does not exist. The cause is mostly a " +
		"wrong version, a missing project id, or an address with a path that is there twice.",
	Source:   "the gateway's APIGW.0101: the API does not exist or has not been published in the environment",
	WayOut:   "Compare method and path with the API's page, and the base URL with the endpoint in IAM's catalog. For a call that the service has and jobsim lacks, write a rule with a path.",
	Scenario: "evs/create-disk",
	Example:  []string{"GET /v2/{project_id}/jobs/4010… → 404 APIGW.0101 (jobs are under /v1)"},
	start:    func(Thresholds) detector { return &unmatchedCalls{} },
}

// unmatchedCalls finds requests that are no call of any API.
type unmatchedCalls struct{ hits[struct{}] }

func (d *unmatchedCalls) add(s *seen) {
	if s.Op == "" && s.Unmatched() && s.State == journal.Answered && s.Path != "/favicon.ico" { // which browsers look for
		d.addNamed(s.call, s.evidence(nil))
	}
}

func (d *unmatchedCalls) report(*inquiry) []hit {
	return d.all(1, func(h *hit, _ *struct{}) string {
		return fmt.Sprintf("%s for a call that no emulated API has", plural(h.count, "request"))
	})
}
