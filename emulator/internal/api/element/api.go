package element

import (
	"net/http"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

const name = "element"

// API returns the JSON-RPC API of NetApp Element software.
func API() wire.API {
	return wire.API{
		Name: name, Title: "NetApp Element (SolidFire)",
		Vocabulary: vocabulary(),
		Choices:    choices(),
		Roots:      []string{root},
		Mount:      mount,
		Poll:       poll,
		Status:     statusOf,
		Sample: wire.SampleCall{
			Method: http.MethodPost, Path: root + "/12.8", Header: sampleHeader(), CurlAuth: sampleAuth,
			Body: `{"method":"CloneVolume","params":{"volumeID":5,"name":"n","newSize":1000000000,"access":"readOnly","attributes":{"a":1}},"id":7}`,
		},
		WriteError: writeError, WriteResult: writeResult, Identify: identify, ErrorWords: errorWords,
		Reject: reject,
		Full:   apiErrorWithMessage("xExceededLimit", "Exceeded maximum number of jobs"),
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

// statusOf returns the status that the response to GetAsyncResult shows. A failed job has the status "complete" on the wire, and an
// error.
func statusOf(body []byte) string {
	result := gjson.GetBytes(body, "result")
	if result.Get("error").Exists() {
		return failed
	}
	return result.Get("status").String()
}

// sampleAuth is the credential of the sample calls as arguments of curl: any name and password will do.
const sampleAuth = "-u admin:any"

// sampleHeader returns the same credential as a header.
func sampleHeader() wire.Header {
	return wire.Header{Name: "Authorization", Value: "Basic YWRtaW46YW55"}
}
