package otc

import (
	"errors"
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// Nested is the envelope of EVS and SDRS: {"error":{"message","code"}}, both strings.
func Nested(code, message string) any {
	type inner struct {
		Message string `json:"message"`
		Code    string `json:"code"`
	}
	return struct {
		Error inner `json:"error"`
	}{inner{message, code}}
}

// Flat is the envelope of DRS: {"error_code","error_msg"}.
func Flat(code, message string) any {
	return struct {
		Code    string `json:"error_code"`
		Message string `json:"error_msg"`
	}{code, message}
}

// Failer makes the Fail of a service's operations: its refusals in its envelope, the gateway's in the gateway's. broken
// is the service's own refusal for a body that cannot be read as JSON of the right types, internal the one for anything
// that it did not foresee.
func Failer(envelope func(code, message string) any, broken, internal *wire.APIError) Failing {
	return FailerOf(func(r *wire.APIError) any { return envelope(r.Row.Code, r.Message) }, broken, internal)
}

// FailerOf is Failer for an envelope that tells more of the refusal than code and message.
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
		wire.JSON(w, r.Row.HTTP, envelope(r))
	}
}
