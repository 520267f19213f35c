package iam

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// vocabulary is what IAM teaches the reader of scenario files.
func vocabulary() job.Vocabulary {
	const life = "en-us_topic_0057845583, validity period"
	return job.Vocabulary{
		API: name,
		Words: []job.Word{
			{Status: otc.Valid, Phase: job.Running, Note: "it opens the gate", Source: life},
			{Status: otc.Expired, Phase: job.Failed, Note: "its time is over: 401 APIGW.0307", Source: life},
			{Status: otc.Revoked, Phase: job.Failed, Note: "a call deleted it: 401 APIGW.0301", Source: "iam_02_0063"},
		},
		Calls: []string{
			"createToken", "showToken", "checkToken", "deleteToken", "showCatalog",
			"listProjects", "listAuthProjects", "listDomains", "listVersions", "showVersion",
		},
		Starters: []string{"createToken"},
		Errors:   slices.Concat(errorRows(), otc.Errors()),
		Settings: otc.Settings(),
		JobFields: []job.Field{
			{Name: "user", Kind: job.Text, Note: "name of the user that it stands for; the known one if left out"},
			{Name: "domain", Kind: job.Text, Note: "name of the user's domain; the known one if left out"},
			{Name: "methods", Kind: job.Any, Note: `how it was obtained; ["password"] if left out`},
		},
		NewAttributes: newAttributes,
		NewPayload:    func(job.Word, job.Fields) (any, error) { return nil, nil },
	}
}

// newAttributes makes what a scripted token stands for. Its project is the job's own field.
func newAttributes(f job.Fields) (any, error) {
	t := otc.KnownToken()
	if user, ok := f["user"].(string); ok {
		t.User = named("user", "", user, t.User)
	}
	if domain, ok := f["domain"].(string); ok {
		t.Domain = named("domain", "", domain, t.Domain)
	}
	methods, ok := f["methods"]
	if !ok {
		return t, nil
	}
	list, _ := methods.([]any)
	t.Methods = nil
	for _, m := range list {
		if text, ok := m.(string); ok {
			t.Methods = append(t.Methods, text)
		}
	}
	if len(t.Methods) == 0 || len(t.Methods) != len(list) {
		return nil, &job.FieldError{Field: "methods", Message: `want a list of texts such as ["password"]`}
	}
	return t, nil
}
