package element

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// message is one request (ND request_object_members). Unknown members are ignored: clients send "jsonrpc" and
// "json-rpc".
type message struct {
	id     json.RawMessage // as sent; null if there is none
	method string
	params params
}

// fullName returns the method's name as gorilla/rpc requires it.
func (m message) fullName() string { return serviceName + "." + m.method }

// null is the id of a response to a request without one.
var null = json.RawMessage("null")

// readMessage reads the body of a POST, or the query string of a GET and of a POST without a body. It returns
// wire.ErrTooLarge, wire.ErrTooSlow, or the error for a malformed request; the message then holds what could be read.
func readMessage(c *wire.Call) (message, error) {
	body, err := c.Body()
	switch {
	case errors.Is(err, wire.ErrCutShort):
		return message{id: null}, malformed("the body ends too early")
	case err != nil:
		return message{id: null}, err
	case c.Method == http.MethodGet, len(bytes.TrimSpace(body)) == 0:
		return fromQuery(c)
	}
	if _, err := c.SoundBody(); err != nil {
		return message{id: null}, malformed("the body is not JSON")
	}
	return fromBody(gjson.ParseBytes(body))
}

// malformed returns the error for a malformed request. Its name and texts are [inferred].
func malformed(why string) error { return apiError("xInvalidAPIParameter", "Malformed request: "+why) }

// fromBody reads a JSON body. Of a duplicate member the last one counts. A batch is an array, which Element does not
// support (ND about_the_api).
func fromBody(body gjson.Result) (message, error) {
	m := message{id: null}
	if !body.IsObject() {
		return m, malformed("want one JSON object")
	}
	var method, params gjson.Result
	body.ForEach(func(key, value gjson.Result) bool {
		switch key.Str {
		case "id":
			m.id = json.RawMessage(value.Raw)
		case "method":
			method = value
		case "params":
			params = value
		}
		return true
	})
	if m.id[0] == '{' || m.id[0] == '[' {
		m.id = null
		return m, malformed("id is neither a string nor an integer")
	}
	if method.Type != gjson.String || method.Str == "" {
		return m, malformed("no method")
	}
	m.method = method.Str
	if params.Type != gjson.Null && !params.IsObject() {
		return m, malformed("params is not an object")
	}
	m.params.add(params)
	return m, nil
}

// fromQuery reads a query string: "method" and the parameters. Scripts use /json-rpc/12.5/?method=…; the response's id
// is null then, as in many examples of ND.
func fromQuery(c *wire.Call) (message, error) {
	m := message{id: null, params: params{fromQuery: true}}
	query := c.URL.Query()
	m.method = strings.ToValidUTF8(query.Get("method"), "\uFFFD")
	if m.method == "" {
		return m, malformed("no method")
	}
	for name, values := range query {
		if name != "method" {
			m.params.list = append(m.params.list, param{name: name, value: guess(values[len(values)-1])})
		}
	}
	return m, nil
}

// guess parses a value as JSON, and takes anything else for a string.
func guess(value string) gjson.Result {
	if wire.CheckJSON([]byte(value)) == nil {
		return gjson.Parse(value)
	}
	value = strings.ToValidUTF8(value, "\uFFFD")
	raw, _ := json.Marshal(value) // a string always has a JSON form
	return gjson.Result{Type: gjson.String, Str: value, Raw: string(raw)}
}
