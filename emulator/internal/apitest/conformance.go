package apitest

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// Run checks what every API must have: a whole vocabulary, a poll that shows the life of a job, polls that count once, and a
// response in the vendor's form to whatever is sent.
func Run(t *testing.T, api wire.API) {
	t.Run("vocabulary", func(t *testing.T) { checkWords(t, api.Vocabulary) })
	t.Run("errors", func(t *testing.T) { checkErrors(t, api.Vocabulary.Errors) })
	t.Run("settings", func(t *testing.T) { checkSettings(t, api) })
	t.Run("declared", func(t *testing.T) { checkDeclared(t, api) })
	t.Run("life", func(t *testing.T) { checkLife(t, api) })
	t.Run("bad input", func(t *testing.T) { checkBadInput(t, api) })
}

func checkWords(t *testing.T, v job.Vocabulary) {
	require.NotEmpty(t, v.API)
	require.NotEmpty(t, v.Words)
	require.NotEmpty(t, v.Calls)
	require.NotNil(t, v.NewAttributes)
	require.NotNil(t, v.NewPayload)
	seen := map[string]bool{}
	ends := map[job.Phase]bool{}
	for _, w := range v.Words {
		require.NotEmpty(t, w.Note, w.Status)
		require.NotEmpty(t, w.Source, w.Status)
		require.False(t, seen[w.Status], "%s is listed twice", w.Status)
		seen[w.Status], ends[w.Phase] = true, true
	}
	require.True(t, ends[job.Running], "a word for a running job")
	require.True(t, ends[job.Failed], "a word for a failed job")
	if v.ParentSteps != nil {
		require.Len(t, v.ParentSteps, 4, "one step for each phase")
		for phase, step := range v.ParentSteps {
			require.Equal(t, job.Phase(phase), step.Phase)
			require.True(t, seen[step.Status])
		}
	}
	for _, f := range append(append([]job.Field{}, v.JobFields...), v.StepFields...) {
		require.NotEmpty(t, f.Note, f.Name)
	}
}

func checkErrors(t *testing.T, rows []job.ErrorRow) {
	require.NotEmpty(t, rows)
	for _, r := range rows {
		require.NotEmpty(t, r.Code)
		require.GreaterOrEqual(t, r.HTTP, 200, r.Code)
		require.NotEmpty(t, r.Message, r.Code)
		require.NotEmpty(t, r.Where, r.Code)
		require.NotEmpty(t, r.Source, r.Code)
		require.Contains(t, []job.Grade{job.Documented, job.Observed, job.Inferred}, r.Grade, r.Code)
	}
}

func checkSettings(t *testing.T, api wire.API) {
	for _, s := range api.Vocabulary.Settings {
		require.Contains(t, s.Values, s.Documented, s.Name)
		require.Contains(t, s.Values, s.Observed, s.Name)
		require.GreaterOrEqual(t, len(s.Values), 2, s.Name)
		require.NotEmpty(t, s.What, s.Name)
		require.NotEmpty(t, s.Source, s.Name)
	}
}

// sample returns a job of the API that runs for three polls and then fails.
func sample(t *testing.T, v job.Vocabulary, id string) job.Spec {
	t.Helper()
	first, last := ofPhase(t, v, job.Running), ofPhase(t, v, job.Failed)
	attributes, err := v.NewAttributes(job.Fields{})
	require.NoError(t, err)
	step := func(w job.Word, until job.Exit) job.Step {
		payload, err := v.NewPayload(w, job.Fields{})
		require.NoError(t, err)
		return job.Step{Status: w.Status, Phase: w.Phase, Until: until, Payload: payload}
	}
	s := job.Spec{Ref: job.Ref{API: v.API, ID: id}, Attributes: attributes}
	s.Timeline = job.Steps(step(first, job.Exit{Polls: 3}), step(last, job.Exit{}))
	if len(v.Types) > 0 {
		s.Type = v.Types[0]
	}
	return s
}

func ofPhase(t *testing.T, v job.Vocabulary, p job.Phase) job.Word {
	t.Helper()
	for _, w := range v.Words {
		if w.Phase == p {
			return w
		}
	}
	require.Fail(t, "no word", "phase %s", p)
	return job.Word{}
}

// sampleID is an ID that all APIs accept.
const sampleID = "4242"

// checkDeclared checks what the API declares for others to use.
func checkDeclared(t *testing.T, api wire.API) {
	require.NotEmpty(t, api.Title)
	require.NotNil(t, api.Status)
	for _, call := range []wire.SampleCall{api.Poll(sampleID), api.Sample} {
		require.NotEmpty(t, call.Method)
		require.True(t, strings.HasPrefix(call.Path, "/"+api.Name+"/") || api.Name == "element", call.Path)
		require.NotEmpty(t, call.Header.Name)
	}
	require.NotEmpty(t, api.Sample.Body)
	for _, c := range api.Choices {
		require.NotEmpty(t, c.File)
		require.NotEmpty(t, c.What)
	}
}

// checkLife polls a job to its end. It compares the statuses that the responses show, not their bytes: progress and instants may
// differ from poll to poll.
func checkLife(t *testing.T, api wire.API) {
	first, last := ofPhase(t, api.Vocabulary, job.Running).Status, ofPhase(t, api.Vocabulary, job.Failed).Status
	for _, profile := range []string{"documented", "observed"} {
		b := Serve(t, api, []string{profile}, sample(t, api.Vocabulary, sampleID))
		known := ""
		for range 3 {
			known = b.Poll(api, sampleID)
			require.Equal(t, first, api.Status([]byte(known)), "three polls show the first step")
		}
		require.Equal(t, last, api.Status([]byte(b.Poll(api, sampleID))), "the fourth poll shows the next")
		snap, err := b.World.Peek(job.Ref{API: api.Name, ID: "no-such-job"})
		require.Error(t, err)
		require.Equal(t, job.Unknown, snap.Absence)
		require.NotEqual(t, known, b.Poll(api, "999999"), "an unknown job is not a known one")
	}
}

// Poll polls a job as a client does and returns the body.
func (b *Bench) Poll(api wire.API, id string) string {
	b.t.Helper()
	p := api.Poll(id)
	res := b.Ask(p.Method, strings.TrimPrefix(p.Path, "/"+api.Name), p.Body, p.Header.Name+": "+p.Header.Value)
	body, err := io.ReadAll(res.Body)
	require.NoError(b.t, err)
	require.Equal(b.t, Noon.Format(http.TimeFormat), res.Header.Get("Date"))
	require.Len(b.t, res.Header.Get("X-Request-Id"), 32)
	require.Contains(b.t, res.Header.Get("X-Jobsim-Clock"), "manual; now="+Noon.Format("2006-01-02T15:04:05.000Z"))
	return string(body)
}

// checkBadInput sends what no client should. The response must be in a form that the vendor uses, JSON or a page of Element's web
// server, and never a Go text or a server error.
func checkBadInput(t *testing.T, api wire.API) {
	b := Serve(t, api, nil, sample(t, api.Vocabulary, sampleID))
	p := api.Poll(sampleID)
	path := strings.TrimPrefix(p.Path, "/"+api.Name)
	credential := p.Header.Name + ": " + p.Header.Value
	deep := strings.Repeat(`{"a":`, 2000) + "1" + strings.Repeat("}", 2000)
	tests := map[string]struct{ method, path, body, header string }{
		"unknown path":    {p.Method, "/no/such/path", p.Body, credential},
		"unknown root":    {p.Method, "/", p.Body, credential},
		"wrong method":    {http.MethodPatch, path, p.Body, credential},
		"odd method":      {"BREW", path, p.Body, credential},
		"no credential":   {p.Method, path, p.Body, p.Header.Name + ":"},
		"empty body":      {p.Method, path, "", credential},
		"broken JSON":     {p.Method, path, `{"jobs":["a"`, credential},
		"an array":        {p.Method, path, `[1,2]`, credential},
		"a number":        {p.Method, path, `7`, credential},
		"wrong types":     {p.Method, path, `{"jobs":{"a":1},"method":7,"params":"x","page_req":[]}`, credential},
		"duplicate keys":  {p.Method, path, `{"jobs":["x"],"jobs":["4242"],"method":"a","method":"b","id":1,"id":2}`, credential},
		"deep nesting":    {p.Method, path, deep, credential},
		"invalid UTF-8":   {p.Method, path, "{\"jobs\":[\"\xff\xfe\"],\"method\":\"\xff\"}", credential},
		"body over limit": {p.Method, path, `{"jobs":["` + strings.Repeat("x", 2<<20) + `"]}`, credential},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			res := b.Ask(tt.method, tt.path, tt.body, tt.header)
			body, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			require.Less(t, res.StatusCode, 500, "%s", body)
			switch kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";"); kind {
			case "application/json":
				require.True(t, json.Valid(body), "%s", body)
			case "text/html":
				require.True(t, strings.HasPrefix(string(body), "<html>"), "%s", body)
			default:
				require.Fail(t, "no vendor responds so", "%s: %q", kind, body)
			}
			require.NotContains(t, string(body), "json:")
			require.NotContains(t, string(body), "goroutine")
		})
	}
	require.NotEmpty(t, b.Poll(api, sampleID), "the job is still there")
}
