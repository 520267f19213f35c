package replay

import (
	"slices"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/trace"
)

// apiOf returns the API of a call. EVS and SDRS share the path of the job query, and an emulator without jobs takes it for EVS: the
// type of the job says which it was.
func apiOf(api string, e *trace.Exchange) string {
	kind := gjson.GetBytes(e.Response.Body.Bytes, "job_type").String()
	if api != "evs" || kind == "" {
		return api
	}
	for _, v := range emulator.Vocabularies() {
		if v.API == "sdrs" && slices.Contains(v.Types, kind) {
			return v.API
		}
	}
	return api
}
