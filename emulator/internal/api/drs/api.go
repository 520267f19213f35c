package drs

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

const name = "drs"

// API returns the Data Replication Service.
func API() wire.API {
	return wire.API{
		Name: name, Title: "DRS, Data Replication Service",
		Vocabulary: vocabulary(),
		Choices:    choices(),
		Roots:      []string{"/v3/*/jobs", "/v5/*/jobs"},
		Mount:      mount,
		Paths:      append(calls().paths(), v5Routes(v5Calls()).paths()...),
		Poll:       poll,
		Status:     func(body []byte) string { return gjson.GetBytes(body, "results.0.status").String() },
		Sample: wire.SampleCall{
			Method: http.MethodPost, Path: "/drs/v3/p/jobs/batch-status", Header: otc.SampleToken(),
			Body: `{"jobs":["4242","4243"],"page_req":{"cur_page":1,"per_page":10}}`,
		},
		WriteError: fail,
		Reject:     otc.Reject,
		Full:       otc.Full(),
		ErrorWords: errorWords,
		FillScript: fillScript,
	}
}

// poll returns the request that polls one task.
func poll(id string) wire.SampleCall {
	return wire.SampleCall{
		Method: http.MethodPost, Path: "/drs/v3/p/jobs/batch-status",
		Header: otc.SampleToken(),
		Body:   `{"jobs":[` + strconv.Quote(id) + `]}`,
	}
}

// table holds the native errors by code. It is read only.
var table = wire.NewTable(errorRows())

// flat writes an error in DRS's envelope, in English. A body that is not JSON of the right types is DRS.M00007; an
// unexpected error is DRS.M00004.
var flat = otc.Failer(otc.Flat, table.Error("DRS.M00007"), table.Error("DRS.M00004"))

// fail writes an error in DRS's envelope and in the language of the request.
func fail(w http.ResponseWriter, c *wire.Call, err error) {
	if wire.IsBadJSON(err) {
		err = table.Error("DRS.M00007")
	}
	if r, ok := errors.AsType[*wire.APIError](err); ok && wantsChinese(c) {
		err = inChinese(r)
	}
	flat(w, c, err)
}

// refOf returns the reference of a task.
func refOf(id string) job.Ref { return job.Ref{API: name, ID: id} }
