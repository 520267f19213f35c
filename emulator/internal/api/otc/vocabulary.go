package otc

import (
	"encoding/json"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// The four documented status words of EVS and SDRS jobs.
const (
	Init    = "INIT"
	Running = "RUNNING"
	Success = "SUCCESS"
	Fail    = "FAIL"
)

// Words returns the status words that EVS and SDRS share; source is the page that lists them.
func Words(source string) []job.Word {
	return []job.Word{
		{Status: Init, Phase: job.Pending, Note: "being initialized", Source: source},
		{Status: Running, Phase: job.Running, Note: "in progress", Source: source},
		{Status: Success, Phase: job.Succeeded, Note: "done", Source: source},
		{Status: Fail, Phase: job.Failed, Note: "failed, with error_code and fail_reason", Source: source},
	}
}

// ParentSteps returns the step of a parent without a timeline in each phase. If it failed, its payload is that of the
// first child that failed.
func ParentSteps() []job.Step {
	return []job.Step{
		job.Pending:   {Status: Init, Phase: job.Pending},
		job.Running:   {Status: Running, Phase: job.Running},
		job.Succeeded: {Status: Success, Phase: job.Succeeded},
		job.Failed:    {Status: Fail, Phase: job.Failed},
	}
}

// JobFields returns what a scenario may say about an EVS or SDRS job beyond the common fields. known are the entities that the
// service's documents name.
func JobFields(known Entities) []job.Field {
	return []job.Field{{Name: "entities", Kind: job.Object, Members: known, Note: "ids and properties of what the job works on, by their names on the wire"}}
}

// StepFields returns what a scenario may say about a step of such a job.
func StepFields(known Entities) []job.Field {
	return []job.Field{
		{Name: "entities", Kind: job.Object, Members: known, Note: "entities in this step, replacing those of the job"},
		{Name: "error", Kind: job.Code, Note: "error_code of a failed step; its message is the fail_reason unless reason is set"},
		{Name: "reason", Kind: job.Text, Note: "fail_reason of a failed step"},
	}
}

// Retention returns the setting of how long a job of an API can be queried after its end.
func Retention(api string) []job.Setting {
	return []job.Setting{{
		Name: api + ".retention", Values: []string{"forever", "24h", "1h"}, Documented: "forever", Observed: "forever",
		What:   "how long a job can be queried after its end; then it is unknown",
		Source: "ECS, a sibling service, documents one day; the pages of this one say nothing",
		Grade:  job.Inferred,
	}}
}

// NewAttributes returns the attributes of a job, or a *job.FieldError.
func NewAttributes(f job.Fields) (any, error) {
	entities, err := object(f, "entities")
	return Attributes{Entities: entities}, err
}

// NewPayload returns the constructor of a step's payload. fallback is the error of a failed step that names none: after
// a failure the clients want strings in both members.
func NewPayload(fallback job.ErrorRow) func(job.Word, job.Fields) (any, error) {
	return func(w job.Word, f job.Fields) (any, error) {
		entities, err := object(f, "entities")
		if err != nil {
			return nil, err
		}
		payload := Payload{Entities: entities}
		if w.Phase != job.Failed {
			return payload, onlyFailed(f)
		}
		row, ok := f["error"].(job.ErrorRow)
		if !ok {
			row = fallback
		}
		payload.Code, payload.Reason = row.Code, wire.FillMessage(row.Message)
		if payload.Reason != row.Message {
			payload.Unfilled = row.Message
		}
		if reason, ok := f["reason"].(string); ok {
			payload.Reason, payload.Unfilled = reason, ""
		}
		return payload, nil
	}
}

// onlyFailed returns a *job.FieldError for an error of a step that has not failed, which no client would see.
func onlyFailed(f job.Fields) error {
	for _, name := range []string{"error", "reason"} {
		if _, ok := f[name]; ok {
			return &job.FieldError{Field: name, Message: "only a failed step can have it"}
		}
	}
	return nil
}

// StringMap returns a mapping of strings, or a *job.FieldError.
func StringMap(f job.Fields, name string) (map[string]string, error) {
	m, err := object(f, name)
	if err != nil || m == nil {
		return nil, err
	}
	all := make(map[string]string, len(m))
	for key, value := range m {
		text, ok := value.(string)
		if !ok {
			return nil, &job.FieldError{Field: name + "." + key, Message: "must be a string"}
		}
		all[key] = text
	}
	return all, nil
}

// object returns a mapping that can be written as JSON.
func object(f job.Fields, name string) (map[string]any, error) {
	v, ok := f[name]
	if !ok {
		return nil, nil
	}
	m, ok := v.(map[string]any)
	if !ok || m == nil {
		return nil, &job.FieldError{Field: name, Message: "must be a mapping; use {} for none"}
	}
	if _, err := json.Marshal(m); err != nil {
		return nil, &job.FieldError{Field: name, Message: "has a value without a JSON form, such as .nan"}
	}
	return m, nil
}
