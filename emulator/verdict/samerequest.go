package verdict

import (
	"encoding/json"
	"hash/fnv"
	"io"
	"net/url"

	"github.com/jobsim/jobsim/emulator/journal"
)

// sameRequest returns a number that is equal for requests that ask for the same: method, path, arguments and body are equal. The id of
// a JSON-RPC request does not count, nor do arguments and members of the body with the names in without.
func sameRequest(e *journal.Entry, without ...string) uint64 {
	sum := fnv.New64a()
	for _, text := range []string{e.Method, e.API, e.Path, queryWithout(e.Query, without), bodyWithout(e.Body, without)} {
		_, _ = io.WriteString(sum, text+"\n") // a hash has no error
	}
	return sum.Sum64()
}

// queryWithout returns a query without some of its arguments; as it is, if it is no query.
func queryWithout(query string, names []string) string {
	args, err := url.ParseQuery(query)
	if err != nil {
		return query
	}
	for _, name := range names {
		args.Del(name)
	}
	return args.Encode()
}

// bodyWithout returns a body without some of its members; as it is, if it is no JSON object.
func bodyWithout(body string, names []string) string {
	var members map[string]json.RawMessage
	if body == "" || json.Unmarshal([]byte(body), &members) != nil {
		return body
	}
	if members["method"] != nil {
		delete(members, "id")
	}
	for _, name := range names {
		delete(members, name)
	}
	text, err := json.Marshal(members)
	if err != nil {
		return body
	}
	return string(text)
}
