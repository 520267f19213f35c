package sdrs

import (
	"net/http"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// failureDoc is an entry of the list of failed tasks (sdrs_05_0901).
type failureDoc struct {
	Status       string `json:"job_status"`
	Resource     string `json:"resource_id"`
	ResourceName string `json:"resource_name"`
	ResourceType string `json:"resource_type"`
	Failure      string `json:"failure_status"`
	Job          string `json:"job_id"`
	Type         string `json:"job_type"`
	Begin        string `json:"begin_time"`
	Code         string `json:"error_code"`
	Reason       string `json:"fail_reason"`

	group string // id of the protection group
	kind  string // member of the kind, such as "server_group"
}

// failuresDoc is a page of the list of failed tasks.
type failuresDoc struct {
	Count    int          `json:"count"`
	Failures []failureDoc `json:"failure_jobs"`
}

// listFailures handles GET …/task-center/failure-jobs. It returns the failed jobs, newest first [inferred]; without a
// filter only those of protection groups (sdrs_05_0901).
func listFailures() http.Handler {
	return otc.Op("listFailureJobs", http.StatusOK, fail, decodePage,
		func(c *wire.Call, tx *world.Tx, q listRequest) (failuresDoc, error) {
			found := []failureDoc{}
			for _, doc := range failures(c, tx) {
				if q.matchesFailure(doc) {
					found = append(found, doc)
				}
			}
			shown := append([]failureDoc{}, page(c, q, found)...)
			for i := range shown {
				shown[i].ResourceType = resourceType(c, shown[i].kind)
			}
			return failuresDoc{len(found), shown}, nil
		})
}

// failures returns all entries of the list that the call's project can see, newest first.
func failures(c *wire.Call, tx *world.Tx) []failureDoc {
	var found []failureDoc
	for _, s := range slices.Backward(tx.Jobs(name)) {
		if s.Phase != job.Failed || !otc.Mine(c, s.Project) {
			continue
		}
		if _, gone := tx.Resource(dismissed(s.ID)); gone {
			continue
		}
		if doc, ok := failure(tx, s); ok {
			found = append(found, doc)
		}
	}
	return found
}

// resourceType returns the resource_type of an entry: the example of sdrs_05_0901 has "protectedInstance", its table, whose
// words the filter takes, "protected_instances".
func resourceType(c *wire.Call, kind string) string {
	if c.Setting(failureTypes) == "table" {
		return kind + "s"
	}
	words := strings.Split(kind, "_")
	for i, word := range words[1:] {
		words[i+1] = strings.ToUpper(word[:1]) + word[1:]
	}
	return strings.Join(words, "")
}

// matchesFailure reports whether an entry passes all filters of the request.
func (q listRequest) matchesFailure(d failureDoc) bool {
	resourceType, group := q.args.Get("resource_type"), q.args.Get("server_group_id")
	if resourceType == "" && group == "" && d.kind != groups.member {
		return false
	}
	status := q.args.Get("failure_status")
	return (resourceType == "" || resourceType == d.kind+"s") && (group == "" || group == d.group) &&
		(status == "" || status == d.Failure) && strings.Contains(d.ResourceName, q.args.Get("resource_name"))
}

// failure returns the entry of a failed job. It reports false if the list does not contain jobs of its type.
func failure(tx *world.Tx, s job.Snapshot) (failureDoc, bool) {
	status, listed := failureStatus(s.Type)
	attrs, _ := s.Attributes.(otc.Attributes)
	payload, _ := s.Payload.(otc.Payload)
	doc := failureDoc{
		Status: s.Status, Failure: status, Job: s.ID, Type: s.Type, Begin: otc.Time(s.Born), Code: payload.Code, Reason: payload.Reason,
	}
	for _, k := range []kind{pairs, instances, drills, groups} {
		id := attrs.Of
		if id == "" {
			id, _ = attrs.Entities[k.label].(string)
		}
		t, exists := tx.Resource(k.resource(id))
		if !exists && (attrs.Of != "" || id == "") {
			continue
		}
		doc.Resource, doc.kind, doc.ResourceName = id, k.member, commonOf(t).name
		doc.group = commonOf(t).group
		if k.member == groups.member {
			doc.group = id
		}
		break
	}
	return doc, listed && doc.Resource != ""
}

// failureStatus returns the failure_status for a job type.
func failureStatus(kind string) (string, bool) {
	for _, verb := range []string{
		"create", "delete", "attach", "detach", "expand", "resize", "start", "stop", "reverse", "failover", "reprotect",
	} {
		if strings.HasPrefix(kind, verb) {
			return verb + "Fail", true
		}
	}
	return "", false
}
