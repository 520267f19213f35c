package otc

import (
	"net/http"
	"net/url"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Poll returns a function that makes the request of one poll of a job. A job without a project can be polled in any.
func Poll(api string) func(id string) wire.SampleCall {
	return func(id string) wire.SampleCall {
		return wire.SampleCall{
			Method: http.MethodGet, Path: "/" + api + "/v1/p/jobs/" + url.PathEscape(id),
			Header: SampleToken(),
		}
	}
}

// SampleToken returns the credential of the sample calls: any token will do.
func SampleToken() wire.Header { return wire.Header{Name: "X-Auth-Token", Value: "t"} }

// StatusOf returns the status that a job document shows.
func StatusOf(body []byte) string { return gjson.GetBytes(body, "status").String() }

// Href returns the URL of a path of this service, with the host and prefix of the call.
func Href(c *wire.Call, path string) string {
	return c.Origin() + c.Prefix + path
}
