package emulator_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/journal"
)

// long is a request with more of everything than any client sends.
func long() *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/evs/v1/p/jobs/"+strings.Repeat("x", 20_000)+"?q="+strings.Repeat("y", 20_000), nil)
	value := strings.Repeat("é", 20_000)
	for n := range 100 {
		r.Header.Set(fmt.Sprintf("X-Jobsim-%d", n), value)
	}
	return r
}

// TestEntriesKeepTheBeginnings: of path, query and headers an entry keeps the beginning.
func TestEntriesKeepTheBeginnings(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	e.ServeHTTP(httptest.NewRecorder(), long())
	kept := e.Journal().Entries(journal.Filter{})[0]
	require.Len(t, kept.Header, 40)
	for _, text := range []string{kept.Path, kept.Query} {
		require.Len(t, text, 2048+len("…"))
	}
	for _, h := range kept.Header {
		require.Len(t, h.Value, 512+len("…"))
	}
}

// TestAJournalHasAnEnd fills a journal with large entries: it keeps fewer than it may, and counts what it dropped.
func TestAJournalHasAnEnd(t *testing.T) {
	t.Parallel()
	const asked = 1500
	e := begin(t, manual(), several)
	for range asked {
		e.ServeHTTP(httptest.NewRecorder(), long())
	}
	kept := e.Journal().Entries(journal.Filter{})
	require.InDelta(t, 1300, len(kept), 100) // of 25 KiB, in 32 MiB
	require.Equal(t, uint64(asked-len(kept)), e.Journal().Dropped())
	require.Equal(t, e.Journal().Dropped()+1, kept[0].N)
	_, ok := e.Journal().Entry(kept[0].N - 1)
	require.False(t, ok)

	e.Journal().Clear()
	client(t, e, "/evs/v1/p/jobs/x")
	require.Len(t, e.Journal().Entries(journal.Filter{}), 1)
	require.Zero(t, e.Journal().Dropped())
	n, err := e.Journal().Wait(t.Context(), nil, journal.Filter{Job: "drs/0"}, 0)
	require.NoError(t, err)
	require.Zero(t, n, "no poll is there at once")
}
