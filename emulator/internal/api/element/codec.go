package element

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"

	"github.com/gorilla/rpc/v2"

	"github.com/jobsim/jobsim/emulator/internal/httpwriter"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// serviceName is what the codec puts before each method's name: gorilla/rpc only takes "Service.Method".
const serviceName = "Element"

// codec passes messages through gorilla/rpc. The message is read before, and the response is written after. gorilla's
// own JSON codecs require "jsonrpc":"2.0" and positional parameters, and drop responses without an id.
type codec struct{}

// NewRequest returns the exchange of a request.
func (codec) NewRequest(r *http.Request) rpc.CodecRequest { return exchangeOf(r) }

// exchange is one method call on its way through gorilla/rpc.
type exchange struct {
	call    *wire.Call
	message message
	reply   any
	err     error
}

type exchangeKey struct{}

func exchangeOf(r *http.Request) *exchange { return r.Context().Value(exchangeKey{}).(*exchange) }

// callOf returns the call that a method serves.
func callOf(r *http.Request) *wire.Call { return exchangeOf(r).call }

// paramReader is implemented by the parameters of each method.
type paramReader interface{ read(in *params) }

// Method returns the full name of the method.
func (x *exchange) Method() (string, error) { return x.message.fullName(), nil }

// ReadRequest reads a method's parameters.
func (x *exchange) ReadRequest(args any) error {
	args.(paramReader).read(&x.message.params)
	return x.message.params.err
}

// WriteResponse keeps the result.
func (x *exchange) WriteResponse(_ http.ResponseWriter, reply any) { x.reply = reply }

// WriteError keeps the error, whatever status gorilla/rpc gives it.
func (x *exchange) WriteError(_ http.ResponseWriter, _ int, err error) { x.err = err }

// handles returns the jobs that a call names.
func (x *exchange) handles() []job.Ref {
	value, ok := x.message.params.find("asyncHandle")
	if !ok {
		return nil
	}
	n, ok := whole(value)
	if !ok {
		return nil
	}
	return []job.Ref{handleRef(n)}
}

// do calls the method. gorilla/rpc gets a POST without a content type for a method that it has, so it never writes a
// response of its own; what it writes is discarded.
func (x *exchange) do(methods *rpc.Server) (response, error) {
	r := x.call.WithContext(context.WithValue(x.call.Context(), exchangeKey{}, x))
	r.Method, r.Header = http.MethodPost, nil
	methods.ServeHTTP(httpwriter.Discard{}, r)
	if x.err != nil {
		return response{}, x.err
	}
	return newResponse(x), nil
}

// writeError writes an error: HTML for a body over a limit, else the error object, with status 200 unless a scenario's
// rule has another. An error that is no APIError becomes xUnknown.
func (x *exchange) writeError(w http.ResponseWriter, _ *wire.Call, err error) {
	switch {
	case errors.Is(err, wire.ErrTooLarge):
		reject(w, x.call, http.StatusRequestEntityTooLarge)
		return
	case errors.Is(err, wire.ErrTooSlow):
		reject(w, x.call, http.StatusRequestTimeout)
		return
	}
	r, ok := errors.AsType[*wire.APIError](err)
	if !ok {
		r, _ = errors.AsType[*wire.APIError](apiError("xUnknown"))
	}
	x.call.ErrorSent(r.Row.Code)
	wire.JSON(w, r.Row.HTTP, errorResponse{errorObject{cmp.Or(r.Row.Number, errorCode), r.Message, r.Row.Code}, x.message.id})
}

// errorCode is the code of every error (ND error), unless a scenario has another one. Clients take any other code for a failure
// of the transport.
const errorCode = 500

// The responses. Members are in alphabetical order, here and in every result, as Element writes them.
type (
	response struct {
		ID      json.RawMessage            `json:"id"`
		Result  any                        `json:"result"`
		Unused  map[string]json.RawMessage `json:"unusedParameters,omitempty"`
		Warning *warning                   `json:"warning,omitempty"`
	}
	warning struct {
		Unused map[string]json.RawMessage `json:"unusedParameters"`
	}
	errorResponse struct {
		Error errorObject     `json:"error"`
		ID    json.RawMessage `json:"id"`
	}
	errorObject struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
		Name    string `json:"name"`
	}
)

// newResponse returns the response of a method that succeeded. Unknown parameters are no error; two recorded responses
// list them in a warning, ND response_object_members in a plain member.
func newResponse(x *exchange) response {
	a := response{ID: x.message.id, Result: x.reply}
	unused := x.message.params.unused()
	x.call.Ignored(slices.Sorted(maps.Keys(unused))...)
	switch {
	case unused == nil:
	case x.call.Setting(unusedParametersSetting) == "member":
		a.Unused = unused
	case x.call.Setting(unusedParametersSetting) == "warning":
		a.Warning = &warning{unused}
	}
	return a
}

func writeResponse(w http.ResponseWriter, _ *wire.Call, a response) { wire.JSON(w, http.StatusOK, a) }
