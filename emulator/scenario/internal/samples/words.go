package samples

import (
	"errors"
	"strconv"

	"github.com/jobsim/jobsim/emulator/job"
)

// Attributes is what a job of the test vocabularies is about: the fields as the file has them.
type Attributes job.Fields

// Payload is what a step of the test vocabularies says: the fields as the file has them.
type Payload job.Fields

// Words returns four small vocabularies of different kinds: with and without types, sub-jobs, signals and words for ids.
func Words() []job.Vocabulary { return []job.Vocabulary{evs(), sdrs(), drs(), element()} }

func evs() job.Vocabulary {
	return job.Vocabulary{
		API: "evs", Words: fourWords(), Types: []string{"createVolume", "extendVolume"}, ParentSteps: ParentSteps(),
		Calls: []string{"showJob", "createVolume", "deleteVolume"}, Starters: []string{"createVolume", "deleteVolume"},
		Errors: []job.ErrorRow{
			job.Row("EVS.2024", 400, "volume is error!", "a failed job", "test", job.Documented),
			job.Row("EVS.2026", 400, "volume is error_extending!", "a failed job", "test", job.Documented),
		},
		Settings: []job.Setting{
			{Name: "evs.error-fields", Values: []string{"omit", "null"}, Documented: "omit", Observed: "null"},
			{Name: "gateway.wrong-method", Values: []string{"405", "404"}, Documented: "405", Observed: "404"},
		},
		Resources: []job.ResourceKind{{
			Kind: "volume", Note: "a disk", Statuses: []string{"available", "in-use"},
			Fields: []job.Field{{Name: "name", Kind: job.Text}, {Name: "size", Kind: job.Number}},
			New: func(r job.Resource, f job.Fields) ([]job.Resource, error) {
				if f["size"] == 0 {
					return nil, &job.FieldError{Field: "size", Message: "is 0"}
				}
				r.Props = f
				return []job.Resource{r}, nil
			},
		}},
		JobFields:     []job.Field{{Name: "entities", Kind: job.Object, Members: []string{"volume_id", "name", "size"}}},
		StepFields:    []job.Field{{Name: "entities", Kind: job.Object, Members: []string{"volume_id", "name", "size"}}, {Name: "error", Kind: job.Code}, {Name: "reason", Kind: job.Text}},
		NewAttributes: newAttributes,
		NewPayload: func(w job.Word, f job.Fields) (any, error) {
			if _, ok := f["error"]; ok && w.Phase != job.Failed {
				return nil, &job.FieldError{Field: "error", Message: "only a failed step has one"}
			}
			return Payload(f), nil
		},
		CheckID: func(id string) error {
			if len(id) > 36 {
				return errors.New("it has more than 36 characters")
			}
			return nil
		},
	}
}

func sdrs() job.Vocabulary {
	v := evs()
	v.API, v.Types, v.OpenTypes, v.Settings, v.Resources = "sdrs", []string{"stopProtectionGroupNoCG"}, true, nil, nil
	return v
}

func drs() job.Vocabulary {
	return job.Vocabulary{
		API: "drs", Signals: []string{"batch-starting", "batch-pausing"},
		Calls: []string{"batch-starting", "batch-creation"}, Starters: []string{"batch-starting", "batch-creation"},
		Movers: []string{"batch-starting"},
		Words: []job.Word{
			{Status: "CONFIGURATION", Phase: job.Pending},
			{Status: "STARTJOBING", Phase: job.Pending},
			{Status: "INCRE_TRANSFER_STARTED", Phase: job.Running},
			{Status: "INCRE_TRANSFER_FAILED", Phase: job.Failed},
		},
		Errors:     []job.ErrorRow{job.Row("DRS.M05004", 400, "The task has been deleted.", "any call", "test", job.Documented)},
		StepFields: []job.Field{{Name: "error", Kind: job.Code}},
		NewPayload: func(_ job.Word, f job.Fields) (any, error) { return Payload(f), nil },
	}
}

func element() job.Vocabulary {
	return job.Vocabulary{
		API: "element", IDWord: "handle", Types: []string{"Clone", "BulkVolume"}, OpenTypes: true,
		Words:     []job.Word{{Status: "running", Phase: job.Running}, {Status: "complete", Phase: job.Succeeded}},
		JobFields: []job.Field{{Name: "key", Kind: job.Text}, {Name: "size", Kind: job.Number}, {Name: "quiet", Kind: job.Bool}},
		StepFields: []job.Field{
			{Name: "result", Kind: job.Any}, {Name: "error", Kind: job.Object},
		},
		NewAttributes: newAttributes,
		NewPayload: func(_ job.Word, f job.Fields) (any, error) {
			if e, ok := f["error"].(map[string]any); ok && e["name"] == nil {
				return nil, errors.New("an error has a name")
			}
			if e, ok := f["result"].(map[string]any); ok && e["volumeID"] == "none" {
				return nil, &job.FieldError{Field: "result.volumeID", Message: "is a number"}
			}
			return Payload(f), nil
		},
		CheckID: func(id string) error {
			if n, err := strconv.Atoi(id); err != nil || n < 1 {
				return errors.New("it is no positive number")
			}
			return nil
		},
	}
}

func newAttributes(f job.Fields) (any, error) { return Attributes(f), nil }

func fourWords() []job.Word {
	return []job.Word{
		{Status: "INIT", Phase: job.Pending},
		{Status: "RUNNING", Phase: job.Running},
		{Status: "SUCCESS", Phase: job.Succeeded},
		{Status: "FAIL", Phase: job.Failed},
	}
}

// ParentSteps returns the steps of a parent without a script.
func ParentSteps() []job.Step {
	steps := make([]job.Step, 4)
	for _, w := range fourWords() {
		steps[w.Phase] = job.Step{Status: w.Status, Phase: w.Phase}
	}
	return steps
}
