package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/catalog"
)

func TestFidelityPrintsTheWholeLedger(t *testing.T) {
	t.Parallel()
	for _, width := range []int{80, 100, 120} {
		out := fine(t, "fidelity", "--width", strconv.Itoa(width))
		for line := range strings.Lines(out) {
			require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), width, line)
		}
		plain := strings.Join(strings.Fields(out), " ")
		for _, c := range catalog.Fidelity() {
			require.Contains(t, plain, c.Title)
			for _, p := range c.Points {
				require.Contains(t, plain, p.Name)
				require.Contains(t, plain, strings.Join(strings.Fields(p.What), " "))
				require.Contains(t, plain, p.Documented)
				for _, v := range p.Values {
					require.Contains(t, plain, v)
				}
			}
		}
	}
}

func TestFidelityTellsWhatASettingCanBe(t *testing.T) {
	t.Parallel()
	out := fine(t, "fidelity")
	require.Contains(t, out, "  evs.error-fields  omit (documented), null (observed)\n                    error_code and fail_reason of")
	require.Contains(t, out, "forever (both profiles), 24h, 1h\n")
	require.Contains(t, out, "Source (inferred): ECS, a sibling service")
	require.Contains(t, out, "\nStatements of the documents that do not hold, by the page\n")
	require.Contains(t, fine(t, "fidelity", "sdrs_05_0602"), "replication is required.\n                Reason (observed): ")
}

func TestFidelityAsJSON(t *testing.T) {
	t.Parallel()
	var chapters []catalog.Chapter
	require.NoError(t, json.Unmarshal([]byte(fine(t, "fidelity", "-o", "json")), &chapters))
	require.Equal(t, catalog.Fidelity(), chapters)
}
