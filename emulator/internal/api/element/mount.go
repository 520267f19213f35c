package element

import (
	"net/http"
	"slices"

	"github.com/gorilla/mux"
	"github.com/gorilla/rpc/v2"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// root is where the API answers, with or without a version behind it.
const root = "/json-rpc"

// mount adds the endpoints. Clients write the version with and without a slash behind it, and NetApp's Postman
// collections have one request without any version (inferred: it means the current one).
func mount(r *mux.Router) {
	e := newEndpoint()
	for _, path := range []string{root, root + "/", root + "/{version}", root + "/{version}/"} {
		r.Handle(path, e)
	}
	r.NotFoundHandler = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { notFound(w) })
}

// endpoint turns one HTTP request into one method call, and answers in HTML what does not get so far.
type endpoint struct{ methods *rpc.Server }

// newEndpoint registers the methods. Without a name for its content type the codec serves whatever a client sends, as
// Element does: clients send application/json-rpc, json-rpc, application/json or nothing.
func newEndpoint() endpoint {
	methods := rpc.NewServer()
	methods.RegisterCodec(codec{}, "")
	_ = methods.RegisterService(service{}, serviceName) // fails for a service without methods only
	return endpoint{methods}
}

// ServeHTTP answers one request.
func (e endpoint) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	c := wire.CallOf(w)
	if !admitted(w, c) {
		return
	}
	m, err := readMessage(c)
	x := &exchange{call: c, message: m}
	if err == nil && !e.methods.HasMethod(m.fullName()) {
		err = refuse("xUnknownAPIMethod", m.method)
	}
	if err != nil {
		x.fail(w, c, err)
		return
	}
	wire.Op[*exchange, answer]{
		Name:   m.method,
		Decode: func(*wire.Call) (*exchange, error) { return x, nil },
		Do:     func(*wire.Call, *exchange) (answer, error) { return x.do(e.methods) },
		Encode: writeAnswer,
		Fail:   x.fail,
		Names:  (*exchange).handles,
	}.ServeHTTP(w, c.Request)
}

// fail is the envelope for an error that a rule wants at a path, with the id of whatever was asked.
func fail(w http.ResponseWriter, c *wire.Call, err error) {
	m, _ := readMessage(c) // the rule's error stands in place of one of the request
	(&exchange{call: c, message: m}).fail(w, c, err)
}

// poll is GetAsyncResult, without ending the handle.
func poll(id string) wire.Poll {
	return wire.Poll{
		Method: http.MethodPost, Path: root + "/" + currentVersion,
		Header: wire.Header{Name: "Authorization", Value: "Basic YWRtaW46YW55"}, // admin:any
		Body:   `{"method":"GetAsyncResult","params":{"asyncHandle":` + id + `,"keepResult":true},"id":1}`,
	}
}

// admitted answers what never reaches a method: an unknown version, another verb, nobody's request. The order is
// inferred.
func admitted(w http.ResponseWriter, c *wire.Call) bool {
	version := c.Var("version")
	switch {
	case version != "" && !slices.Contains(versions, version):
		notFound(w)
	case c.Method != http.MethodPost && c.Method != http.MethodGet:
		wrongMethod(w)
	case !c.Admitted():
		unauthorized(w)
	default:
		return true
	}
	return false
}
