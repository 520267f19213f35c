package verdict

import (
	"fmt"
	"hash/maphash"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/journal"
)

// Requests for two pages of a list are the same request but for the page, however they are written.
func TestSameRequest(t *testing.T) {
	t.Parallel()
	seed := maphash.MakeSeed()
	key := func(query, body string) uint64 {
		return sameRequest(seed, &journal.Entry{Method: "POST", API: "drs", Path: "/v3/p/jobs/batch-status", Query: query, Body: body}, paging...)
	}
	first := key("", `{"jobs":["a","b"]}`)
	for _, same := range []string{
		`{"jobs":["a","b"],"page_req":{"cur_page":2,"per_page":1}}`,
		`{"page_req":{"cur_page":2},"jobs":["a","b"]}`,
		`{"jobs":["a","b"], "page_req": {}}`,
	} {
		require.Equal(t, first, key("", same), same)
	}
	require.NotEqual(t, first, key("", `{"jobs":["a","c"],"page_req":{"cur_page":2}}`))
	require.NotEqual(t, first, key("x=1", `{"jobs":["a","b"]}`))
	require.Equal(t, key("limit=1&name=a", ""), key("name=a&limit=1&offset=7&marker=x", ""))
	require.Equal(t, key("", `{"cur_page":1,"name":"n","per_page":4}`), key("", `{"cur_page":2,"name":"n","per_page":4}`))
	require.Equal(t, key("", `{"method":"M","params":{"a":1},"id":1}`), key("", `{"id":"2","method":"M","params":{"a":1}}`))
	require.NotEqual(t, key("", `{"method":"M","params":{"a":1},"id":1}`), key("", `{"method":"M","params":{"a":2},"id":1}`))
	require.NotEqual(t, key("", "not JSON"), key("", "not JSON either"))
}

// BenchmarkSameRequest is the price of a page of 100 tasks.
func BenchmarkSameRequest(b *testing.B) {
	ids := make([]string, 100)
	for i := range ids {
		ids[i] = fmt.Sprintf("%q", fmt.Sprintf("9a470239-2308-4bb5-a6bc-10404%03djb21", i))
	}
	e := &journal.Entry{Method: "POST", API: "drs", Path: "/v3/p/jobs/batch-status", Body: `{"jobs":[` + strings.Join(ids, ",") + `],"page_req":{"cur_page":2}}`}
	seed := maphash.MakeSeed()
	for b.Loop() {
		sameRequest(seed, e, paging...)
	}
}
