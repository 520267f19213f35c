package verdict

import (
	"fmt"
	"net/http"
	"strings"
)

var ignoredMembersKind = Kind{
	ID: "ignored-members", Level: Warning, Title: "sends members that the call does not read",
	Why: "None of these APIs refuses a member that it does not know: it acts as if the member were not there. A misspelt one takes the default without a word, " +
		"such as the first page for pageReq.",
	Source:   "drs_03_0122 of Open Telekom Cloud prints pageReq, which the service does not read; NetApp Element API: unused parameters are a warning",
	WayOut:   "Compare the names with the API's page: they are case-sensitive, and page_req is not pageReq. Leave out what the call does not have.",
	Scenario: "drs/camel-page-req",
	Example:  []string{"POST …/jobs/batch-status {jobs: […], pageReq: {cur_page: 2}} → page 1"},
	start:    func(Thresholds) detector { return &ignoredMembers{} },
}

// ignoredMembers finds members of request bodies that the API does not read, in requests that were accepted.
type ignoredMembers struct{ hits[string] }

func (d *ignoredMembers) add(s *seen) {
	if s.Status >= http.StatusBadRequest {
		return
	}
	for _, name := range s.Ignored {
		if of := d.addNamed(s.call+" "+name, s.evidence(nil)); of != nil && *of == "" {
			*of = strings.Clone(name)
		}
	}
}

func (d *ignoredMembers) report(*inquiry) []hit {
	return d.all(1, func(h *hit, name *string) string {
		return fmt.Sprintf("the call does not read %q and acted as if it were not there, in %s", *name, plural(h.count, "request"))
	})
}
