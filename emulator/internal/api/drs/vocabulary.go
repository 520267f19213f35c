package drs

import (
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// vocabulary returns the words of DRS for the reader of scenario files.
func vocabulary() job.Vocabulary {
	return job.Vocabulary{
		API:           name,
		Words:         words(),
		Signals:       signals(),
		Calls:         callNames(),
		Starters:      append(movers(), "batch-creation", v5Create),
		Movers:        movers(),
		Errors:        append(errorRows(), otc.Errors()...),
		Faults:        otc.Faults(""),
		Settings:      append(settings(), otc.Settings()...),
		JobFields:     jobFields(),
		StepFields:    stepFields(),
		NewAttributes: newAttributes,
		NewPayload:    newPayload,
		CheckID:       checkID,
	}
}

// movers returns the calls that give a task another timeline.
func movers() []string {
	return []string{startSignal, pauseSignal, retrySignal, switchSignal, "batch-jobs", v5Action, v5Stop, v5BatchStop}
}

func jobFields() []job.Field {
	var fields []job.Field
	for _, m := range new(Attributes).members() {
		fields = append(fields, job.Field{Name: m.name, Kind: job.Text, Note: "as in the request that creates a task"})
	}
	return append(fields,
		job.Field{Name: "is_target_readonly", Kind: job.Bool, Note: "whether the destination is read-only while the task runs"},
		job.Field{Name: "source_endpoint", Kind: job.Object, Note: "the source database, as in the request that creates a task"},
		job.Field{Name: "target_endpoint", Kind: job.Object, Note: "the destination database, as in the request that creates a task"},
		job.Field{Name: "connection", Kind: job.Code, Note: "the error of its connection tests; without it they succeed"},
		job.Field{Name: "precheck", Kind: job.Text, Note: "the item of its precheck that fails, such as srcDbConnection"},
	)
}

func stepFields() []job.Field {
	return []job.Field{
		{Name: "error", Kind: job.Code, Note: "error_code, and unless message is set the error_message of that code, beside the status"},
		{Name: "message", Kind: job.Text, Note: "error_message beside the status"},
	}
}
