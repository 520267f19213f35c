package control

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/admin"
)

func listScenarios(r *request, _ none) (admin.ScenarioList, error) {
	return admin.ScenarioList{Loaded: listOf(r.session.Scenarios()), Shipped: listOf(r.opts.Shipped())}, nil
}

// scenarioFile writes the text of a scenario that is part of the program.
func scenarioFile(r *request) {
	name := r.pathVar("name")
	text, ok := r.opts.Text(name)
	if !ok {
		writeError(r.w, &admin.Error{
			Status: http.StatusNotFound, Code: "no_scenario", Message: "there is no shipped scenario " + name,
			Hint: "GET /__admin/scenarios lists them",
		})
		return
	}
	r.write("application/yaml", text)
}
