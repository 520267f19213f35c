package element

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/tidwall/sjson"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// writeResult writes the result of a scenario's rule, with the id of the request.
func writeResult(w http.ResponseWriter, c *wire.Call, result []byte) {
	m, _ := readMessage(c) // of a malformed request the id is null
	wire.JSON(w, http.StatusOK, response{ID: m.id, Result: json.RawMessage(result)})
}

// identify adds the id of the request to the body of a scenario's rule.
func identify(c *wire.Call, body []byte) []byte {
	m, _ := readMessage(c)
	with, err := sjson.SetRawBytes(body, "id", m.id)
	if err != nil {
		return body // not an object
	}
	return with
}

// errorParams are the parameters that the messages of errors have, by the error's name.
var errorParams = map[string]string{
	"xAsyncHandleDoesNotExist": "asyncHandle", "xDBNoSuchPath": "asyncHandle",
	"xVolumeIDDoesNotExist": "volumeID", "xAccountIDDoesNotExist": "accountID", "xVolumeAccessGroupIDDoesNotExist": "volumeAccessGroupID",
	"xDriveIDDoesNotExist": "drives.0", "xNodeIDDoesNotExist": "nodes.0", "xAlreadyExists": "nodes.0",
}

// errorWords returns the words of a request for the message of an error: the id that the error is about, or the method.
func errorWords(c *wire.Call, code string) []any {
	m, _ := readMessage(c)
	if code == "xUnknownAPIMethod" {
		return []any{m.method}
	}
	name, index, _ := strings.Cut(errorParams[code], ".")
	value, ok := m.params.find(name)
	if index != "" {
		value = value.Get(index)
	}
	if !ok || !value.Exists() {
		return nil
	}
	return []any{value.String()}
}
