package otc

import (
	"net/http"
	"net/url"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Poll gives the request that polls a job of an API once. Any project does for a job that has none.
func Poll(api string) func(id string) wire.Poll {
	return func(id string) wire.Poll {
		return wire.Poll{
			Method: http.MethodGet, Path: "/" + api + "/v1/p/jobs/" + url.PathEscape(id),
			Header: wire.Header{Name: "X-Auth-Token", Value: "t"},
		}
	}
}

// Href is the address of something that the answer links to, under the host and prefix by which the client came.
func Href(c *wire.Call, path string) string {
	return c.Origin() + c.Prefix + path
}
