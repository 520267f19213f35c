package otc

import (
	"errors"
	"net/http"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// headersTooLarge is nginx's own status for a head over the limit, as listed in the gateway's guide.
const headersTooLarge = 494

// Reject writes the gateway's response to a request that gets no further: status 400 for one that is not HTTP, 408,
// 413, 414, 429 or 431 for one over a limit. The status tells the rows of APIGW.0201 apart. The guide has none about a
// slow body or too many connections; nginx's 408 and the code of a throttled call are inferred.
func Reject(w http.ResponseWriter, c *wire.Call, status int) { refuse(w, c, rejection(status)) }

// Full returns the gateway's error for a call that would exceed the maximum number of jobs [inferred].
func Full() error { return rejection(http.StatusTooManyRequests) }

func rejection(status int) *wire.APIError {
	switch status {
	case http.StatusRequestEntityTooLarge, http.StatusRequestURITooLong:
		return apiRequest(status)
	case http.StatusRequestHeaderFieldsTooLarge:
		return apiRequest(headersTooLarge)
	case http.StatusRequestTimeout:
		r := apiRequest(http.StatusBadRequest)
		r.Row.HTTP = status
		return r
	case http.StatusTooManyRequests:
		return gateway.ErrorWithMessage("APIGW.0308", "The throttling threshold has been reached.")
	case http.StatusServiceUnavailable:
		r := Error("APIGW.0610") // documented with 502, which a gateway sends for a backend that fails; 503 is [inferred]
		r.Row.HTTP = status
		return r
	case http.StatusUpgradeRequired:
		return Error("APIGW.0607", "HTTPS")
	default:
		return apiRequest(http.StatusBadRequest)
	}
}

// apiRequest returns the row of APIGW.0201 with this status.
func apiRequest(status int) *wire.APIError {
	for _, row := range gatewayRows() {
		if row.Code == "APIGW.0201" && row.HTTP == status {
			return &wire.APIError{Row: row, Message: row.Message}
		}
	}
	return Error("APIGW.0201")
}

// unreadable returns the gateway's error for a body that could not be read, by the error of wire.Call.Body; nil for any
// other error.
func unreadable(err error) *wire.APIError {
	switch {
	case errors.Is(err, wire.ErrTooLarge):
		return rejection(http.StatusRequestEntityTooLarge)
	case errors.Is(err, wire.ErrTooSlow):
		return rejection(http.StatusRequestTimeout)
	case errors.Is(err, wire.ErrCutShort):
		return rejection(http.StatusBadRequest)
	default:
		return nil
	}
}
