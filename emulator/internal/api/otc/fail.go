package otc

import (
	"errors"
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Nested returns the error body of EVS and SDRS: {"error":{"message","code"}}, both strings.
func Nested(code, message string) any {
	type inner struct {
		Message string `json:"message"`
		Code    string `json:"code"`
	}
	return struct {
		Error inner `json:"error"`
	}{inner{message, code}}
}

// Flat returns the error body of DRS: {"error_code","error_msg"}.
func Flat(code, message string) any {
	return struct {
		Code    string `json:"error_code"`
		Message string `json:"error_msg"`
	}{code, message}
}

// Failer returns the Fail of a service's operations. It writes the service's errors in the service's envelope and the
// gateway's in the gateway's. broken is the service's error for a body that is not JSON of the right types, internal
// the one for any other error.
func Failer(envelope func(code, message string) any, broken, internal *wire.APIError) Failing {
	return FailerOf(func(r *wire.APIError) any { return envelope(r.Row.Code, r.Message) }, broken, internal)
}

// FailerOf is Failer for an envelope that shows more of the error than code and message.
func FailerOf(envelope func(*wire.APIError) any, broken, internal *wire.APIError) Failing {
	return func(w http.ResponseWriter, c *wire.Call, err error) {
		r, ok := errors.AsType[*wire.APIError](err)
		unread := unreadable(err)
		switch {
		case unread != nil:
			refuse(w, c, unread)
			return
		case ok && strings.HasPrefix(r.Row.Code, "APIGW."):
			refuse(w, c, r)
			return
		case ok:
		case wire.IsBadJSON(err):
			r = broken
		default:
			r = internal
		}
		c.ErrorSent(r.Row.Code)
		wire.JSON(w, r.Row.HTTP, envelope(r))
	}
}
