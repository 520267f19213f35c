package element

import (
	"errors"
	"net/http"
	"slices"

	"github.com/gorilla/mux"
	"github.com/gorilla/rpc/v2"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// root is the path of the API, with or without a version after it.
const root = "/json-rpc"

// mount adds the routes. Clients write the version with and without a trailing slash, and NetApp's Postman collections
// have one request without a version, which is served as the current one [inferred].
func mount(r *mux.Router) {
	e := newEndpoint()
	for _, path := range []string{root, root + "/", root + "/{version}", root + "/{version}/"} {
		r.Handle(path, e)
	}
	r.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeNotFound(w) })
}

// endpoint serves one method call per HTTP request, and writes HTML for requests that reach no method.
type endpoint struct{ methods *rpc.Server }

// newEndpoint registers the methods. A codec without a content type serves all of them: clients send
// application/json-rpc, json-rpc, application/json or nothing.
func newEndpoint() endpoint {
	methods := rpc.NewServer()
	methods.RegisterCodec(codec{}, "")
	_ = methods.RegisterService(service{}, serviceName) // fails for a service without methods only
	return endpoint{methods}
}

// ServeHTTP serves one request.
func (e endpoint) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	c := wire.CallOf(w)
	if !admitted(w, c) {
		return
	}
	m, err := readMessage(c)
	if err != nil {
		c.Refuse(err)
	}
	x := &exchange{call: c, message: m}
	if err == nil && !e.methods.HasMethod(m.fullName()) {
		err = apiError("xUnknownAPIMethod", m.method)
	}
	if err != nil {
		x.writeError(w, c, err)
		return
	}
	wire.Op[*exchange, response]{
		Name:   m.method,
		Decode: func(*wire.Call) (*exchange, error) { return x, nil },
		Do:     func(*wire.Call, *exchange) (response, error) { return x.do(e.methods) },
		Encode: writeResponse,
		Fail:   x.writeError,
		Names:  (*exchange).handles,
	}.ServeHTTP(w, c.Request)
}

// writeError writes an error of a rule for a path in the API's envelope, with the id of the request.
func writeError(w http.ResponseWriter, c *wire.Call, err error) {
	m, _ := readMessage(c) // the rule's error replaces that of the request
	(&exchange{call: c, message: m}).writeError(w, c, err)
}

// poll returns the request that polls a handle without deleting it.
func poll(id string) wire.SampleCall {
	return wire.SampleCall{
		Method: http.MethodPost, Path: root + "/" + currentVersion,
		Header: sampleHeader(), CurlAuth: sampleAuth,
		Body: `{"method":"GetAsyncResult","params":{"asyncHandle":` + id + `,"keepResult":true},"id":1}`,
	}
}

// The reasons, for the journal, of requests that get no error object.
var (
	errMethod      = errors.New("the HTTP method is neither POST nor GET")
	errCredentials = errors.New("there is no user in Authorization: Basic, or under auth: strict the password is wrong")
)

// admitted writes the response for an unknown version, another verb or missing credentials, and otherwise returns true.
// The order is [inferred].
func admitted(w http.ResponseWriter, c *wire.Call) bool {
	version := c.Var("version")
	switch {
	case version != "" && !slices.Contains(versions, version):
		writeNotFound(w)
	case c.Method != http.MethodPost && c.Method != http.MethodGet:
		c.Refuse(errMethod)
		writeMethodNotAllowed(w)
	case !c.Admitted():
		c.Refuse(errCredentials)
		writeUnauthorized(w)
	default:
		return true
	}
	return false
}
