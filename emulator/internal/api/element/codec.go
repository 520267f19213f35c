package element

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/gorilla/rpc/v2"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// serviceName is what the codec puts before each method's name: gorilla/rpc knows "Service.Method" only.
const serviceName = "Element"

// codec is Element's own: gorilla's JSON codecs want "jsonrpc":"2.0" and positional parameters, and drop answers without
// an id. It only carries: the message was read before, and the answer is written after.
type codec struct{}

// NewRequest finds the exchange that a request belongs to.
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

// callOf is the call that a method serves.
func callOf(r *http.Request) *wire.Call { return exchangeOf(r).call }

// reader is what the parameters of each method are.
type reader interface{ read(in *params) }

// Method names the method as gorilla/rpc knows it.
func (x *exchange) Method() (string, error) { return x.message.fullName(), nil }

// ReadRequest fills a method's parameters in.
func (x *exchange) ReadRequest(args any) error {
	args.(reader).read(&x.message.params)
	return x.message.params.err
}

// WriteResponse keeps the result.
func (x *exchange) WriteResponse(_ http.ResponseWriter, reply any) { x.reply = reply }

// WriteError keeps the error, whatever status gorilla/rpc gives it.
func (x *exchange) WriteError(_ http.ResponseWriter, _ int, err error) { x.err = err }

// handles are the jobs that a call names.
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

// do calls the method. gorilla/rpc is given a POST without a content type for a method that it has, so it never answers by
// itself, and nothing to write on.
func (x *exchange) do(methods *rpc.Server) (answer, error) {
	r := x.call.WithContext(context.WithValue(x.call.Context(), exchangeKey{}, x))
	r.Method, r.Header = http.MethodPost, nil
	methods.ServeHTTP(discardWriter{}, r)
	if x.err != nil {
		return answer{}, x.err
	}
	return newAnswer(x), nil
}

// fail answers an error: HTML for a body over a limit, else the error object, with status 200 unless a scenario's rule
// wants another. What nobody foresaw is xUnknown.
func (x *exchange) fail(w http.ResponseWriter, _ *wire.Call, err error) {
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
		r, _ = errors.AsType[*wire.APIError](refuse("xUnknown"))
	}
	wire.JSON(w, r.Row.HTTP, failure{errorObject{errorCode, r.Message, r.Row.Code}, x.message.id})
}

// discardWriter takes what gorilla/rpc writes, which is one header.
type discardWriter struct{}

func (discardWriter) Header() http.Header         { return make(http.Header, 1) }
func (discardWriter) Write(p []byte) (int, error) { return len(p), nil }
func (discardWriter) WriteHeader(int)             {}

// errorCode is the code of every error (ND error). No client takes another for an error of the method.
const errorCode = 500

// The answers. Members stand in alphabetical order, here and in every result, as Element writes them.
type (
	answer struct {
		ID      json.RawMessage            `json:"id"`
		Result  any                        `json:"result"`
		Unused  map[string]json.RawMessage `json:"unusedParameters,omitempty"`
		Warning *warning                   `json:"warning,omitempty"`
	}
	warning struct {
		Unused map[string]json.RawMessage `json:"unusedParameters"`
	}
	failure struct {
		Error errorObject     `json:"error"`
		ID    json.RawMessage `json:"id"`
	}
	errorObject struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
		Name    string `json:"name"`
	}
)

// newAnswer is the answer of a method that succeeded. Parameters that nobody asked for are no error; two recorded
// answers tell them in a warning, ND response_object_members names a plain member.
func newAnswer(x *exchange) answer {
	a := answer{ID: x.message.id, Result: x.reply}
	unused := x.message.params.unused()
	switch {
	case unused == nil:
	case x.call.Setting(unusedParameters) == "member":
		a.Unused = unused
	case x.call.Setting(unusedParameters) == "warning":
		a.Warning = &warning{unused}
	}
	return a
}

func writeAnswer(w http.ResponseWriter, _ *wire.Call, a answer) { wire.JSON(w, http.StatusOK, a) }
