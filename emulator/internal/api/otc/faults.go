package otc

import "github.com/jobsim/jobsim/emulator/job"

// Faults returns the errors that any call to an API behind the gateway may get (OTC APIG error_codes). notFound is the API's own
// code for a job that it does not know; empty for none.
func Faults(notFound string) job.FaultCodes {
	return job.FaultCodes{Throttled: "APIGW.0308", Expired: "APIGW.0307", NotFound: notFound}
}
