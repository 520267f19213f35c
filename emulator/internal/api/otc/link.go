package otc

import (
	"net/http"
	"net/url"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Poll returns a function that makes the request of one poll of a job. A job without a project can be polled in any.
func Poll(api string) func(id string) wire.Poll {
	return func(id string) wire.Poll {
		return wire.Poll{
			Method: http.MethodGet, Path: "/" + api + "/v1/p/jobs/" + url.PathEscape(id),
			Header: wire.Header{Name: "X-Auth-Token", Value: "t"},
		}
	}
}

// Href returns the URL of a path of this service, with the host and prefix of the call.
func Href(c *wire.Call, path string) string {
	return c.Origin() + c.Prefix + path
}
