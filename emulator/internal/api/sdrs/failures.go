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

// failureDoc is a failed task as sdrs_05_0901 lists it. resource_type is a word of that page's table, by which the list
// is filtered too; its example has another ("protectedInstance").
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

	group string
}

// failuresDoc is a page of failed tasks.
type failuresDoc struct {
	Count    int          `json:"count"`
	Failures []failureDoc `json:"failure_jobs"`
}

// listFailures is GET …/task-center/failure-jobs: the failed jobs, the newest first [inferred]. Without a filter it lists
// those of protection groups only (sdrs_05_0901).
func listFailures() http.Handler {
	return otc.Op("listFailureJobs", http.StatusOK, fail, askPage,
		func(c *wire.Call, tx *world.Tx, q listing) (failuresDoc, error) {
			found := []failureDoc{}
			for _, s := range slices.Backward(tx.Jobs(name)) {
				if s.Phase != job.Failed || !otc.Mine(c, s.Project) {
					continue
				}
				if doc, ok := failure(tx, s); ok && q.wants(doc) {
					found = append(found, doc)
				}
			}
			return failuresDoc{len(found), append([]failureDoc{}, cut(q, found)...)}, nil
		})
}

// wants applies the filters.
func (q listing) wants(d failureDoc) bool {
	kind, in := q.args.Get("resource_type"), q.args.Get("server_group_id")
	if kind == "" && in == "" && d.ResourceType != "server_groups" {
		return false
	}
	status := q.args.Get("failure_status")
	return (kind == "" || kind == d.ResourceType) && (in == "" || in == d.group) &&
		(status == "" || status == d.Failure) && strings.Contains(d.ResourceName, q.args.Get("resource_name"))
}

// failure is a failed job as a task, if its type is one that the list knows.
func failure(tx *world.Tx, s job.Snapshot) (failureDoc, bool) {
	status, known := failureStatus(s.Type)
	about, _ := s.Attributes.(otc.Attributes)
	say, _ := s.Payload.(otc.Payload)
	doc := failureDoc{
		Status: s.Status, Failure: status, Job: s.ID, Type: s.Type, Begin: otc.Time(s.Born), Code: say.Code, Reason: say.Reason,
	}
	for _, k := range []kind{pairs, instances, drills, groups} {
		id := about.Of
		if id == "" {
			id, _ = about.Entities[k.label].(string)
		}
		t, there := tx.Resource(k.kept(id))
		if !there && (about.Of != "" || id == "") {
			continue
		}
		doc.Resource, doc.ResourceType, doc.ResourceName = id, k.one+"s", trait(t).name
		doc.group = trait(t).group
		if k.one == groups.one {
			doc.group = id
		}
		break
	}
	return doc, known && doc.Resource != ""
}

// failureStatus is what the list calls the failure of a job of this type.
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
