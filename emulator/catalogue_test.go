package emulator

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/catalog"
	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/apitest"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// answered is what came back for one code.
type answered struct {
	status     int
	kind, body string
}

// provoked serves an API in which a code is always answered, and polls it.
func provoked(t *testing.T, a wire.API, always string) answered {
	t.Helper()
	return polled(t, a, Options{Clock: clock.NewManual(apitest.Noon), Scenarios: []Source{}, Always: []string{always}})
}

// polled serves an API and polls it once.
func polled(t *testing.T, a wire.API, opts Options) answered {
	t.Helper()
	e, err := build([]wire.API{a}, opts)
	require.NoError(t, err)
	p := a.Poll("1")
	r := httptest.NewRequest(p.Method, p.Path, strings.NewReader(p.Body))
	r.Header.Set(p.Header.Name, p.Header.Value)
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, r)
	body, err := io.ReadAll(rec.Result().Body)
	require.NoError(t, err)
	return answered{rec.Code, rec.Header().Get("Content-Type"), anonymous(string(body))}
}

var requestID = regexp.MustCompile(`"request_id":"[0-9a-f]{32}"`)

// anonymous is a body without the name of its request.
func anonymous(body string) string { return requestID.ReplaceAllString(body, `"request_id":"…"`) }

// TestEveryCodeCanBeProvoked asks for every code of every error table by its name, of the whole API and of one call, and
// wants the API's envelope, the table's status and message, and what the catalogue shows.
func TestEveryCodeCanBeProvoked(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			entries, err := catalog.Errors(a.Name)
			require.NoError(t, err)
			shown := map[string]catalog.Error{}
			for _, e := range entries {
				if e.Always != "" {
					shown[e.Code] = e
				}
			}
			for _, row := range a.Vocabulary.Errors {
				first, _ := a.Vocabulary.Error(row.Code)
				if first != row {
					continue // told by its message, not by its code
				}
				e := shown[row.Code]
				require.Equal(t, e.Always, a.Name+":"+row.Code)
				got := provoked(t, a, e.Always)
				require.Equal(t, answered{row.HTTP, "application/json", anonymous(e.Body)}, got, row.Code)
				require.Equal(t, e.Type, got.kind)
				checkEnvelope(t, a.Name, row, got.body)
				call := regexp.MustCompile(`call: ([^,]*)`).FindStringSubmatch(e.Rule)[1]
				require.Equal(t, got, provoked(t, a, call+":"+row.Code), "the same of one call")
				delete(shown, row.Code)
			}
			require.Empty(t, shown, "what is in no table")
		})
	}
}

// checkEnvelope looks for a row in the members in which its API's clients do.
func checkEnvelope(t *testing.T, api string, row job.ErrorRow, body string) {
	t.Helper()
	require.True(t, json.Valid([]byte(body)), body)
	code, message := "error.code", "error.message"
	switch {
	case strings.HasPrefix(row.Code, "APIGW."):
		code, message = "error_code", "error_msg"
		require.True(t, gjson.Get(body, "request_id").Exists(), body)
	case api == "drs", api == "iam" && strings.HasPrefix(row.Code, "IAM."):
		code, message = "error_code", "error_msg"
	case api == "element":
		code = "error.name"
		require.Equal(t, int64(500), gjson.Get(body, "error.code").Int(), body)
		require.Equal(t, int64(1), gjson.Get(body, "id").Int(), body)
	}
	require.Equal(t, row.Code, gjson.Get(body, code).String(), body)
	want := strings.ReplaceAll(regexp.QuoteMeta(row.Message), "%s", ".*") // some words are those of the request
	require.Regexp(t, "^"+want+"$", gjson.Get(body, message).String(), body)
}

// TestCatalogueIsWhole wants each row of each table once, the gateway's behind all others.
func TestCatalogueIsWhole(t *testing.T) {
	t.Parallel()
	entries, err := catalog.Errors("")
	require.NoError(t, err)
	count := len(otc.Errors())
	for _, v := range Vocabularies() {
		for _, row := range v.Errors {
			found := 0
			for _, e := range entries {
				if job.Row(e.Code, e.HTTP, e.Message, e.Where, e.Source, e.Grade) == row && (e.API == v.API || e.API == catalog.Gateway) {
					found++
					require.Contains(t, e.APIs, v.API)
				}
			}
			require.Equal(t, 1, found, "%s %s %q", v.API, row.Code, row.Message)
			if !slices.Contains(otc.Errors(), row) {
				count++
			}
		}
	}
	require.Len(t, entries, count)
	require.Equal(t, catalog.Gateway, entries[len(entries)-1].API)
	require.NotEqual(t, catalog.Gateway, entries[0].API)
}

// TestStepsOfTheCatalogueAreRead reads each step that the catalogue offers as a script of its API.
func TestStepsOfTheCatalogueAreRead(t *testing.T) {
	t.Parallel()
	entries, err := catalog.Errors("")
	require.NoError(t, err)
	for _, e := range entries {
		if e.Step == "" {
			require.Contains(t, []string{catalog.Gateway, "iam"}, e.API)
			continue
		}
		of := map[string]string{"evs": "createVolume", "sdrs": "createProtectionGroupNoCG", "element": "Clone"}[e.API]
		text := "jobs:\n  - api: " + e.API + "\n    id: 1\n    timeline: [" + e.Step + "]\n"
		if of != "" {
			text += "    type: " + of + "\n"
		}
		s, err := scenario.Read("step.yaml", []byte(text), Vocabularies())
		require.NoError(t, err, text)
		require.Equal(t, job.Failed, s.Jobs[0].Timeline.Nodes[0].Step.Phase)
	}
}

// TestRulesOfTheCatalogueWork plays each item that the catalogue offers for rules, and wants the answer that it shows.
func TestRulesOfTheCatalogueWork(t *testing.T) {
	t.Parallel()
	for _, a := range apis.All() {
		t.Run(a.Name, func(t *testing.T) {
			t.Parallel()
			entries, err := catalog.Errors(a.Name)
			require.NoError(t, err)
			for _, e := range entries {
				text := "rules:\n  - " + e.Rule + "\n"
				opts := Options{Clock: clock.NewManual(apitest.Noon), Scenarios: []Source{{Name: "rule.yaml", Text: []byte(text)}}}
				require.Equal(t, answered{e.HTTP, e.Type, anonymous(e.Body)}, polled(t, a, opts), text)
			}
		})
	}
}

// TestAlwaysIsCheckedAtOnce refuses what could never be answered, and says what was meant.
func TestAlwaysIsCheckedAtOnce(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"EVS.2024":              `want API:CODE or API.CALL:CODE, such as evs:EVS.2024`,
		"evss:EVS.2024":         `there is no API "evss": did you mean evs?`,
		"nonsense:EVS.2024":     `there is no API "nonsense": want one of evs, sdrs, drs, element, iam`,
		"evs:EVS.20244":         `evs has no error "EVS.20244": did you mean EVS.2024?`,
		"evs:":                  `evs has no error "": it is none of the`,
		"evs.showJobs:EVS.2024": `evs has no call "showJobs": did you mean showJob?`,
		"evs.:EVS.2024":         `evs has no call ""`,
		"element:EVS.2024":      `element has no error "EVS.2024"`,
	}
	for text, want := range tests {
		_, err := New(Options{Always: []string{text}})
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "always")
	}
}

// TestAlwaysAnswersEverything, but only the API that it names, whatever is asked and by whom.
func TestAlwaysAnswersEverything(t *testing.T) {
	t.Parallel()
	e, err := New(Options{Always: []string{"sdrs:SDRS.0013", "evs.showJob:EVS.2024", "evs:EVS.0001"}})
	require.NoError(t, err)
	for path, want := range map[string]string{
		"/sdrs/v1/p/jobs/group": "SDRS.0013", "/sdrs/no/such/path": "SDRS.0013",
		"/evs/v1/p/jobs/disk": "EVS.0001", "/drs/no/such/path": "APIGW.0101",
	} {
		rec := httptest.NewRecorder()
		e.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
		require.Contains(t, rec.Body.String(), `"`+want+`"`, path)
	}
	_, err = catalog.Errors("evss")
	require.ErrorContains(t, err, "did you mean evs?")
}
