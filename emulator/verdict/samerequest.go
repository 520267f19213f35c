package verdict

import (
	"encoding/json"
	"hash/maphash"
	"net/url"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/journal"
)

// sameRequest returns a number that is equal for requests that ask for the same: method, path, arguments and body are equal. The id of
// a JSON-RPC request does not count, nor do arguments and members of the body with the names in without.
func sameRequest(seed maphash.Seed, e *journal.Entry, without ...string) uint64 {
	sum := uint64(0)
	for _, text := range [...]string{e.Method, e.API, e.Path, queryWithout(e.Query, without), bodyWithout(e.Body, without)} {
		sum = sum*31 + maphash.String(seed, text)
	}
	return sum
}

// queryWithout returns a query without some of its arguments; as it is, if it is no query.
func queryWithout(query string, names []string) string {
	args, err := url.ParseQuery(query)
	if query == "" || err != nil {
		return query
	}
	for _, name := range names {
		args.Del(name)
	}
	return args.Encode()
}

// bodyWithout returns a body without some of its members; as it is, if it is no JSON object.
func bodyWithout(body string, names []string) string {
	if rest, ok := withoutPage(body); ok && slices.Contains(names, pageMember) {
		return rest
	}
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

const pageMember = "page_req"

// withoutPage returns a body of nothing but "jobs" and "page_req", the most frequent one that has pages, without the latter and without
// the object's braces. It reports false for any other.
func withoutPage(body string) (string, bool) {
	body, opened := strings.CutPrefix(strings.TrimSpace(body), "{")
	body, closed := strings.CutSuffix(body, "}")
	if !opened || !closed || strings.Count(body, ":") > 4 { // of the two, and of the two in page_req
		return "", false
	}
	jobs, page, _ := strings.Cut(body, `"`+pageMember+`"`)
	if inside, ok := strings.CutPrefix(strings.TrimLeft(page, ": "), "{"); ok {
		_, page, _ = strings.Cut(inside, "}")
	}
	jobs, page = strings.Trim(jobs, ", "), strings.Trim(page, ", ")
	if jobs != "" && page != "" || !strings.HasPrefix(jobs+page, `"jobs"`) || !strings.HasSuffix(jobs+page, "]") {
		return "", false
	}
	return jobs + page, true
}
