package report_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// sample returns verdicts of two sessions with one of everything, with characters that each format escapes.
func sample() []report.Session {
	shown := verdict.Evidence{N: 7, At: time.Date(2026, 1, 2, 12, 0, 4, 500e6, time.UTC), Call: "evs.showJob", Status: 429, Shown: "RUNNING"}
	finding := verdict.Finding{
		ID: "polls-after-end", Level: verdict.Error, Subject: "evs/j1", Message: "polled 3 times <after> SUCCESS & 100%,\nagain", Count: 3,
		Entries: []verdict.Evidence{shown}, Why: "An end does not change.", Source: "RFC 9110, section 15.3.3", WayOut: "Stop | at the first end.",
	}
	mild := finding
	mild.ID, mild.Level, mild.Subject = "no-jitter", verdict.Note, "evs/j2"
	return []report.Session{
		{Report: verdict.Report{
			State: verdict.Failed, Final: true, Requests: 12,
			Expectations: []verdict.Outcome{
				{Expect: "evs/j1: 1 to 3 polls", Place: `C:\a, b.yaml:9:5`, State: verdict.Missed, Saw: "4 polls", Entries: []verdict.Evidence{shown}},
				{Expect: "rule outage: spent", Place: "a.yaml:10:5", State: verdict.Met, Entries: []verdict.Evidence{}},
			},
			Findings:    []verdict.Finding{finding, mild},
			Allowed:     []verdict.Allowed{{Finding: mild, Because: "one job at a time", Place: "a.yaml:3:1"}},
			NotGradable: []verdict.NotGraded{{IDs: []string{"no-jitter"}, Reason: "the clock is stopped"}},
		}},
		{ID: "t1", Reset: 2, Report: verdict.Report{
			State: verdict.Passed, Final: true, Requests: 1,
			Expectations: []verdict.Outcome{}, Findings: []verdict.Finding{}, Allowed: []verdict.Allowed{}, NotGradable: []verdict.NotGraded{},
		}},
	}
}

// TestGolden wants each format to be as the golden files have it.
func TestGolden(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(io.Writer, []report.Session) error{
		"report.txt": report.Text, "report.json": report.JSON, "report.github": report.GitHub, "report.md": report.Markdown,
	} {
		var got bytes.Buffer
		require.NoError(t, write(&got, sample()))
		file := filepath.Join("testdata", name)
		if *update {
			require.NoError(t, os.WriteFile(file, got.Bytes(), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err)
		require.Equal(t, string(want), got.String(), name)
	}
}

// TestJSONOfOneSession wants the bytes of the report itself, as Go and the control API have them.
func TestJSONOfOneSession(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	require.NoError(t, report.JSON(&got, sample()[:1]))
	require.Equal(t, string(sample()[0].Report.JSON()), got.String())
}

// schema is JUnit XML as its common schema has it: the elements and attributes that readers may rely on.
type schema struct {
	XMLName  xml.Name   `xml:"testsuites"`
	Tests    int        `xml:"tests,attr"`
	Failures int        `xml:"failures,attr"`
	Others   []xml.Attr `xml:",any,attr"`
	Suites   []struct {
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Skipped  int        `xml:"skipped,attr"`
		Time     float64    `xml:"time,attr"`
		Others   []xml.Attr `xml:",any,attr"`
		Cases    []struct {
			Name    string     `xml:"name,attr"`
			Class   string     `xml:"classname,attr"`
			Time    float64    `xml:"time,attr"`
			Others  []xml.Attr `xml:",any,attr"`
			Failure *struct {
				Message string `xml:"message,attr"`
				Type    string `xml:"type,attr"`
				Text    string `xml:",chardata"`
			} `xml:"failure"`
			Skipped *struct {
				Message string `xml:"message,attr"`
			} `xml:"skipped"`
			Out     string    `xml:"system-out"`
			Unknown []unknown `xml:",any"`
		} `xml:"testcase"`
		Unknown []unknown `xml:",any"`
	} `xml:"testsuite"`
	Unknown []unknown `xml:",any"`
}

type unknown struct{ XMLName xml.Name }

// TestJUnitSchema wants no element that readers of JUnit XML do not know, sums that are right, and a failure exactly where the verdict
// fails.
func TestJUnitSchema(t *testing.T) {
	t.Parallel()
	for level, want := range map[verdict.Level]int{verdict.Error: 2, verdict.Note: 3, "": 0} {
		var text bytes.Buffer
		require.NoError(t, report.JUnit(&text, sample(), level))
		require.True(t, strings.HasPrefix(text.String(), `<?xml version="1.0" encoding="UTF-8"?>`+"\n<testsuites "))
		var doc schema
		require.NoError(t, xml.Unmarshal(text.Bytes(), &doc))
		require.Equal(t, want, doc.Failures, level)
		require.Empty(t, doc.Unknown)
		require.Len(t, doc.Suites, 2)
		tests, failures := 0, 0
		for _, suite := range doc.Suites {
			require.Empty(t, suite.Unknown)
			require.Len(t, suite.Cases, suite.Tests)
			tests, failures = tests+suite.Tests, failures+suite.Failures
			failed, skipped := 0, 0
			for _, c := range suite.Cases {
				require.NotEmpty(t, c.Name)
				require.NotEmpty(t, c.Class)
				require.Empty(t, c.Unknown)
				for _, attr := range c.Others {
					require.Contains(t, []string{"file", "line"}, attr.Name.Local)
				}
				if c.Failure != nil {
					failed++
					require.Contains(t, c.Failure.Message+c.Failure.Text, map[string]string{
						"evs/j1: 1 to 3 polls": "saw 4 polls", "polls-after-end": "polled 3 times <after> SUCCESS & 100%,\nagain", "no-jitter": "way out: Stop | at the first end.",
					}[c.Name])
				}
				if c.Skipped != nil {
					skipped++
				}
			}
			require.Equal(t, suite.Failures, failed)
			require.Equal(t, suite.Skipped, skipped)
		}
		require.Equal(t, doc.Tests, tests)
		require.Equal(t, doc.Failures, failures)
		require.Equal(t, want > 0, report.Fails(sample(), level))
	}
}
