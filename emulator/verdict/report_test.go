package verdict_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict"
)

func TestReportFails(t *testing.T) {
	t.Parallel()
	warned := verdict.Report{Findings: []verdict.Finding{{ID: "no-jitter", Level: verdict.Warning}}}
	missed := verdict.Report{Expectations: []verdict.Outcome{{State: verdict.Missed}}}
	open := verdict.Report{Expectations: []verdict.Outcome{{State: verdict.Open}}}
	for _, c := range []struct {
		report verdict.Report
		level  verdict.Level
		want   bool
	}{
		{warned, verdict.Note, true},
		{warned, verdict.Warning, true},
		{warned, verdict.Error, false},
		{warned, "", false},
		{missed, verdict.Error, true},
		{missed, "", false},
		{open, verdict.Note, false},
	} {
		require.Equal(t, c.want, c.report.Fails(c.level), "%+v at %q", c.report, c.level)
	}
}

// The form of a report as JSON is fixed: other programs read it.
func TestReportJSON(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	shown := verdict.Evidence{N: 7, At: at, Call: "evs.showJob", Status: 200, Shown: "SUCCESS"}
	r := verdict.Report{
		State: verdict.Failed, Final: true, Requests: 7,
		Expectations: []verdict.Outcome{{Expect: "job evs/j1: 2 to 3 polls", Place: "a.yaml:9:5", State: verdict.Missed, Saw: "4 polls", Entries: []verdict.Evidence{shown}}},
		Findings:     []verdict.Finding{{ID: "polls-after-end", Level: verdict.Warning, Subject: "evs/j1", Message: "once", Count: 1, Entries: []verdict.Evidence{shown}}},
		Allowed:      []verdict.Allowed{}, NotGradable: []verdict.NotGraded{{IDs: []string{"no-jitter"}, Reason: "the clock is stopped"}},
	}
	const want = `{
  "state": "failed",
  "final": true,
  "requests": 7,
  "expectations": [
    {
      "expect": "job evs/j1: 2 to 3 polls",
      "place": "a.yaml:9:5",
      "state": "missed",
      "saw": "4 polls",
      "entries": [
        {
          "n": 7,
          "at": "2026-01-02T12:00:00Z",
          "call": "evs.showJob",
          "status": 200,
          "shown": "SUCCESS"
        }
      ]
    }
  ],
  "findings": [
    {
      "id": "polls-after-end",
      "level": "warning",
      "subject": "evs/j1",
      "message": "once",
      "count": 1,
      "entries": [
        {
          "n": 7,
          "at": "2026-01-02T12:00:00Z",
          "call": "evs.showJob",
          "status": 200,
          "shown": "SUCCESS"
        }
      ],
      "why": "",
      "source": "",
      "way_out": ""
    }
  ],
  "allowed": [],
  "not_gradable": [
    {
      "ids": [
        "no-jitter"
      ],
      "reason": "the clock is stopped"
    }
  ]
}
`
	require.Equal(t, want, string(r.JSON()))
}

// Every kind says all that a reader of a finding needs.
func TestKindsAreComplete(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, k := range verdict.Kinds() {
		require.False(t, seen[k.ID], k.ID)
		seen[k.ID] = true
		for _, text := range []string{k.ID, k.Title, k.Why, k.Source, k.WayOut, k.Scenario} {
			require.NotEmpty(t, text, "%+v", k)
		}
		require.NotEmpty(t, k.Example, k.ID)
		require.Contains(t, verdict.Levels(), k.Level, k.ID)
		same, ok := verdict.KindOf(k.ID)
		require.True(t, ok)
		require.Equal(t, k.Title, same.Title)
	}
	require.NotEmpty(t, seen)
}
