package emulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// TestBatchesTakeTheRoomOfTheirJobs fills a journal with answers about a hundred jobs each: it keeps fewer of them, and
// counts what it dropped.
func TestBatchesTakeTheRoomOfTheirJobs(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	ids := make([]string, 100)
	for i := range ids {
		ids[i] = fmt.Sprintf(`"%d"`, i)
	}
	ask := `POST /drs/v3/p/jobs/batch-status {"jobs":[` + strings.Join(ids, ",") + `],"page_req":{"per_page":100}}`
	for range 1010 {
		client(t, e, ask)
	}
	kept := e.Journal().Entries(emulator.JournalFilter{})
	require.Len(t, kept, 1000)
	require.Len(t, kept[0].Missed, 100)
	require.Equal(t, uint64(11), kept[0].N)
	require.Equal(t, uint64(10), e.Journal().Dropped())
	_, ok := e.Journal().Entry(10)
	require.False(t, ok)

	client(t, e, "/evs/v1/p/jobs/x")
	require.Equal(t, uint64(11), e.Journal().Dropped())
	e.Journal().Clear()
	client(t, e, "/evs/v1/p/jobs/x")
	require.Len(t, e.Journal().Entries(emulator.JournalFilter{}), 1)
	n, err := e.Journal().Wait(t.Context(), nil, emulator.JournalFilter{Job: "drs/0"}, 0)
	require.NoError(t, err)
	require.Zero(t, n)
}

// TestEntriesKeepTheBeginnings sends more than any client does: of path, query and headers an entry keeps the beginning.
func TestEntriesKeepTheBeginnings(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	long := strings.Repeat("é", 20_000)
	r := httptest.NewRequest(http.MethodGet, "/evs/v1/p/jobs/"+strings.Repeat("x", 20_000)+"?q="+strings.Repeat("y", 20_000), nil)
	r.Header.Set("User-Agent", long)
	for n := range 100 {
		r.Header.Set(fmt.Sprintf("X-%d", n), long)
	}
	e.ServeHTTP(httptest.NewRecorder(), r)
	kept := e.Journal().Entries(emulator.JournalFilter{})[0]
	require.Len(t, kept.Header, 40)
	for _, text := range []string{kept.Path, kept.Query} {
		require.Len(t, text, 2048+len("…"))
	}
	for _, h := range kept.Header {
		require.LessOrEqual(t, len(h.Value), 512+len("…"))
	}
}
