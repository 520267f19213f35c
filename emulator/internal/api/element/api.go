package element

import (
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

const name = "element"

// API returns the JSON-RPC API of NetApp Element software.
func API() wire.API {
	return wire.API{
		Name: name, Title: "NetApp Element (SolidFire)",
		Vocabulary: vocabulary(),
		Roots:      []string{root},
		Mount:      mount,
		Poll:       poll,
		WriteError: writeError,
		Reject:     reject,
		Full:       apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of jobs"),
	}
}

// table indexes the rows of errorTable by name. It is read only.
var table = wire.NewTable(errorRows())

// apiError returns a row of the error table as an error, with words in place of the %s of its message.
func apiError(code string, words ...any) error { return table.Error(code, words...) }

// apiErrorWithMessage returns a row of the error table as an error, with another message.
func apiErrorWithMessage(code, message string) error { return table.ErrorWithMessage(code, message) }

// handleRef returns the reference of the job behind an asyncHandle.
func handleRef(handle int64) job.Ref { return job.Ref{API: name, ID: formatID(handle)} }
