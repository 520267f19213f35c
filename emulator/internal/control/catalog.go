package control

import (
	"net/http"
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func listAPIs(r *request, _ none) (admin.APIList, error) {
	list := admin.APIList{APIs: []admin.API{}}
	for _, a := range r.opts.APIs {
		doc := admin.API{
			Name: a.Name, Title: a.Title, Tokens: a.Tokens, Statuses: []admin.Status{},
			Types: listOf(a.Vocabulary.Types), Calls: listOf(a.Vocabulary.Calls),
		}
		for _, w := range a.Vocabulary.Words {
			doc.Statuses = append(doc.Statuses, admin.Status{Status: w.Status, Phase: w.Phase.String()})
		}
		list.APIs = append(list.APIs, doc)
	}
	return list, nil
}

// listErrors returns the native errors. The commands in them are for the session of the request.
func listErrors(r *request, _ none) (admin.NativeErrorList, error) {
	if r.opts.Errors == nil {
		return admin.NativeErrorList{}, &admin.Error{Status: http.StatusNotFound, Code: "no_errors", Message: "this server has no list of native errors"}
	}
	all, err := r.opts.Errors(r.sessionURL(r.session))
	return admin.NativeErrorList{Errors: listOf(all)}, err
}

// explainScenario returns what a scenario has. It runs nothing.
func explainScenario(r *request, text []byte) (admin.Explanation, error) {
	doc := admin.Explanation{Remarks: []admin.Diagnostic{}}
	s, err := r.opts.Read(text)
	if err != nil {
		return doc, err
	}
	doc.Description, doc.Jobs, doc.Rules, doc.Resources = s.Description, len(s.Jobs), len(s.Rules), len(s.Resources)
	for _, d := range s.Remarks {
		doc.Remarks = append(doc.Remarks, diagnosticOf(d))
	}
	if r.opts.Draw != nil && len(s.Jobs) > 0 {
		var picture strings.Builder
		if err := r.opts.Draw(&picture, drawable(*s)); err != nil {
			return doc, err
		}
		doc.SVG = picture.String()
	}
	return doc, nil
}

// drawable returns a scenario as a picture can show it: under a name that says something, with not too many of its jobs.
func drawable(s scenario.Scenario) *scenario.Scenario {
	const most = 50
	s.Name, s.Jobs = "scenario", s.Jobs[:min(len(s.Jobs), most)]
	return &s
}

// jobScenario writes a scenario in which a job goes the same way.
func jobScenario(r *request) {
	ref, err := pathJob(r)
	if err != nil {
		writeError(r.w, err)
		return
	}
	text, err := r.session.JobScenario(ref)
	if err != nil {
		writeError(r.w, r.jobError(ref, err))
		return
	}
	r.write("application/yaml", text)
}
