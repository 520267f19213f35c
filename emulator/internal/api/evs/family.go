package evs

import (
	"net/http"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// family is one group of calls with its error bodies: EVS's own calls (cloudvolumes, os-vendor-volumes) nest a code and
// a message under "error", the calls that are compatible with OpenStack Cinder (volumes) name the member after the kind
// of error.
type family struct {
	table wire.Table // errors by EVS code
	fail  otc.Failing
	// compatible selects OpenStack's responses: a renamed disk is wrapped in "volume", a list has no count.
	compatible bool
}

// native is the family of EVS's own calls. A body that is not JSON is EVS.1052, one of the wrong types EVS.1018, an
// unexpected error EVS.2002.
var native = family{
	table: table,
	fail:  otc.Failer(otc.Nested, table.Error("EVS.1052"), table.Error("EVS.2002")),
}

// cinder is the family of the calls that clients of OpenStack use too.
var cinder = family{
	table:      wire.NewTable(cinderRows()),
	fail:       otc.FailerOf(cinderEnvelope, wire.NewTable(cinderRows()).Error("EVS.1052"), table.Error("EVS.2002")),
	compatible: true,
}

// mount adds the reads that the families share, at the family's path.
func (f family) mount(r *mux.Router, path string) {
	r.Handle(path, f.listVolumes(false)).Methods(http.MethodGet)
	r.Handle(path+"/detail", f.listVolumes(true)).Methods(http.MethodGet)
	r.Handle(path+"/{volume_id}", f.showVolume()).Methods(http.MethodGet)
}

// refuse returns the family's error with this code; words fill the gaps of its message.
func (f family) refuse(code string, words ...any) error { return f.table.Error(code, words...) }

// member decodes one member of a request's body into v and reports whether it is present. A value of a wrong type is an
// error of its own.
func (f family) member(c *wire.Call, name string, v any) (bool, error) {
	ok, err := otc.Member(c, name, v)
	if err != nil && wire.IsBadJSON(err) && ok {
		return false, wire.BecauseOf(f.refuse("EVS.1018"), err)
	}
	return ok, err
}

// cinderRows are the errors of the Cinder-compatible calls, under the codes that EVS's own calls have for them: the
// HTTP statuses are EVS's, the messages OpenStack's.
func cinderRows() []job.ErrorRow {
	const where, source = "volumes calls", "OpenStack Cinder's messages; the wrapper as in hashicorp/terraform issue 4110"
	own := []job.ErrorRow{
		job.Row("EVS.5404", 404, "Volume %s could not be found.", where, source, job.Observed),
		job.Row("EVS.1052", 400, "Malformed request body", where, source, job.Inferred),
		job.Row("EVS.1008", 400, "Missing required element 'volume' in request body.", where, source, job.Inferred),
		job.Row("EVS.1001", 400, "Missing required element 'volume' in request body.", where, source, job.Inferred),
		job.Row("EVS.1011", 400, "There is no such action", where, source, job.Inferred),
		job.Row("EVS.1015", 400, "Invalid input received: New size for extend must be greater than current size. "+
			"(current: %s, extended: %s).", where, source, job.Observed),
		job.Row("EVS.1036", 400, "Invalid input received: Availability zone '%s' is invalid", where, source, job.Observed),
		job.Row("EVS.2053", 400, "Invalid input received: Availability zone '%s' is invalid", where, source, job.Observed),
		job.Row("EVS.1046", 400, "Invalid volume: Volume status must be available or error or error_restoring or "+
			"error_extending or error_managing and must not be migrating, attached, belong to a group, have snapshots or be "+
			"disassociated from snapshots after volume transfer.", where, source, job.Observed),
		job.Row("EVS.1064", 400, "Invalid volume: Volume status must be available or in-use to extend, currently %s.",
			where, source, job.Inferred),
	}
	return append(own, errorRows()...)
}

// cinderEnvelope returns Cinder's error body: {"itemNotFound":{"message","code"}}, with a numeric code.
func cinderEnvelope(r *wire.APIError) any {
	type inner struct {
		Message string `json:"message"`
		Code    int    `json:"code"`
	}
	return map[string]inner{faultName(r.Row.HTTP): {r.Message, r.Row.HTTP}}
}

// faultName returns the name of the member that wraps an error of this status.
func faultName(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "unauthorized"
	case http.StatusForbidden:
		return "forbidden"
	case http.StatusNotFound:
		return "itemNotFound"
	case http.StatusRequestEntityTooLarge:
		return "overLimit"
	case http.StatusServiceUnavailable:
		return "serviceUnavailable"
	}
	if status >= http.StatusInternalServerError {
		return "computeFault"
	}
	return "badRequest"
}
