package element

import (
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

const name = "element"

// API is the JSON-RPC API of NetApp Element software.
func API() wire.API {
	return wire.API{
		Name: name, Title: "NetApp Element (SolidFire)",
		Vocabulary: vocabulary(),
		Roots:      []string{root},
		Mount:      mount,
		Poll:       poll,
		WriteError: fail,
		Reject:     reject,
		Full:       refuseAs("xExceededLimit", "Exceeded maximum number of jobs"),
	}
}

// table finds the native errors. It is read only.
var table = wire.NewTable(errorRows())

// refuse is a native error with the text of its row.
func refuse(code string, words ...any) error { return table.Error(code, words...) }

// refuseAs is a native error with a text of its own.
func refuseAs(code, message string) error { return table.ErrorWithMessage(code, message) }

// handleRef names the job behind an asyncHandle.
func handleRef(handle int64) job.Ref { return job.Ref{API: name, ID: decimal(handle)} }
