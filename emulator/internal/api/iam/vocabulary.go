package iam

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

// vocabulary returns what scenario files may say about IAM.
func vocabulary() job.Vocabulary {
	const life = "en-us_topic_0057845583, validity period"
	return job.Vocabulary{
		API: name,
		Words: []job.Word{
			{Status: otc.Valid, Phase: job.Running, Note: "accepted by the gateway", Source: life},
			{Status: otc.Expired, Phase: job.Failed, Note: "past its lifetime: 401 APIGW.0307", Source: life},
			{Status: otc.Revoked, Phase: job.Failed, Note: "deleted by a call: 401 APIGW.0301", Source: "iam_02_0063"},
		},
		Calls: []string{
			"createToken", "showToken", "checkToken", "deleteToken", "showCatalog",
			"listProjects", "listAuthProjects", "listDomains", "listUsers", "listVersions", "showVersion",
		},
		Starters: []string{"createToken"},
		Errors:   slices.Concat(errorRows(), otc.Errors()),
		Faults:   otc.Faults(""),
		Settings: otc.Settings(),
		JobFields: []job.Field{
			{Name: "user", Kind: job.Text, Note: "name of the user; the known one if omitted"},
			{Name: "domain", Kind: job.Text, Note: "name of the user's domain; the known one if omitted"},
			{Name: "methods", Kind: job.Any, Note: `how it was obtained; ["password"] if omitted`},
		},
		NewAttributes: newAttributes,
		NewPayload:    func(job.Word, job.Fields) (any, error) { return nil, nil },
	}
}

// newAttributes returns the token of a scripted job. Its project is the job's own field.
func newAttributes(f job.Fields) (any, error) {
	t := otc.KnownToken()
	if user, ok := f["user"].(string); ok {
		t.User = resolve("user", "", user, t.User)
	}
	if domain, ok := f["domain"].(string); ok {
		t.Domain = resolve("domain", "", domain, t.Domain)
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
		return nil, &job.FieldError{Field: "methods", Message: `must be a list of strings such as ["password"]`}
	}
	return t, nil
}
