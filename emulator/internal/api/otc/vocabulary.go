package otc

import (
	"encoding/json"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// The four documented status words of EVS and SDRS jobs.
const (
	Init    = "INIT"
	Running = "RUNNING"
	Success = "SUCCESS"
	Fail    = "FAIL"
)

// Words are the status words that EVS and SDRS share; source is the page that lists them.
func Words(source string) []job.Word {
	return []job.Word{
		{Status: Init, Phase: job.Pending, Note: "being initialized", Source: source},
		{Status: Running, Phase: job.Running, Note: "in progress", Source: source},
		{Status: Success, Phase: job.Succeeded, Note: "done", Source: source},
		{Status: Fail, Phase: job.Failed, Note: "failed, with error_code and fail_reason", Source: source},
	}
}

// ParentSteps is what a parent without a script of its own says in each phase. When it failed, the payload is that of the first
// child that did.
func ParentSteps() []job.Step {
	return []job.Step{
		job.Pending:   {Status: Init, Phase: job.Pending},
		job.Running:   {Status: Running, Phase: job.Running},
		job.Succeeded: {Status: Success, Phase: job.Succeeded},
		job.Failed:    {Status: Fail, Phase: job.Failed},
	}
}

// JobFields are what a scenario may say about an EVS or SDRS job beyond the common fields.
func JobFields() []job.Field {
	return []job.Field{{Name: "entities", Kind: job.Object, Note: "ids and properties of what the job works on, by their names on the wire"}}
}

// StepFields are what a scenario may say about a step of such a job.
func StepFields() []job.Field {
	return []job.Field{
		{Name: "entities", Kind: job.Object, Note: "entities in this step, in place of the job's"},
		{Name: "error", Kind: job.Code, Note: "error_code of a failed step; its message is the fail_reason unless reason says another"},
		{Name: "reason", Kind: job.Text, Note: "fail_reason of a failed step"},
	}
}

// Retention is the setting of how long a job of an API can be seen after its end.
func Retention(api string) []job.Setting {
	return []job.Setting{{
		Name: api + ".retention", Values: []string{"forever", "24h", "1h"}, Documented: "forever", Observed: "forever",
		What:   "how long a job can be queried after its end; then it answers as an unknown one",
		Source: "ECS, a sibling service, documents one day; the pages of this one say nothing",
		Grade:  job.Inferred,
	}}
}

// NewAttributes makes the payload of a job.
func NewAttributes(f job.Fields) (any, error) {
	entities, err := object(f, "entities")
	return Attributes{Entities: entities}, err
}

// NewPayload makes the constructor of a step's payload. fallback is what a failed step says that names no error: after a
// failure the clients want strings in both members.
func NewPayload(fallback job.ErrorRow) func(job.Word, job.Fields) (any, error) {
	return func(w job.Word, f job.Fields) (any, error) {
		entities, err := object(f, "entities")
		if err != nil {
			return nil, err
		}
		say := Payload{Entities: entities}
		if w.Phase != job.Failed {
			return say, onlyFailed(f)
		}
		row, ok := f["error"].(job.ErrorRow)
		if !ok {
			row = fallback
		}
		say.Code, say.Reason = row.Code, strings.ReplaceAll(row.Message, "%s", "") // no request is there to fill it
		if reason, ok := f["reason"].(string); ok {
			say.Reason = reason
		}
		return say, nil
	}
}

// onlyFailed answers a *job.FieldError for what no client would ever see: an error of a step that is none.
func onlyFailed(f job.Fields) error {
	for _, name := range []string{"error", "reason"} {
		if _, ok := f[name]; ok {
			return &job.FieldError{Field: name, Message: "only a failed step has it"}
		}
	}
	return nil
}

// object reads a mapping that can be written as JSON.
func object(f job.Fields, name string) (map[string]any, error) {
	v, ok := f[name]
	if !ok {
		return nil, nil
	}
	m, ok := v.(map[string]any)
	if !ok || m == nil {
		return nil, &job.FieldError{Field: name, Message: "want a mapping; {} for none"}
	}
	if _, err := json.Marshal(m); err != nil {
		return nil, &job.FieldError{Field: name, Message: "holds what JSON cannot say, such as .nan"}
	}
	return m, nil
}
