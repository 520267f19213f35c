package drs

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// The names of the v5 operations, for the rules of scenarios.
const (
	v5List        = "v5-list"
	v5Create      = "v5-create"
	v5Name        = "v5-name-validation"
	v5Show        = "v5-show"
	v5Update      = "v5-update"
	v5Action      = "v5-action"
	v5Actions     = "v5-actions"
	v5Stop        = "v5-stop"
	v5BatchStop   = "v5-batch-stop"
	v5Delete      = "v5-delete"
	v5BatchDelete = "v5-batch-delete"
	v5ListTags    = "v5-list-tags"
	v5TagAction   = "v5-tag-action"
)

// v5Names returns the names of the v5 operations.
func v5Names() []string {
	return []string{
		v5List, v5Create, v5Name, v5Show, v5Update, v5Action, v5Actions, v5Stop, v5BatchStop, v5Delete, v5BatchDelete, v5ListTags,
		v5TagAction,
	}
}

// v5Calls returns the v5 calls by method and path below the project id. They are those that
// terraform-provider-huaweicloud uses beside v3 to manage tasks; Open Telekom Cloud has none of them.
func v5Calls() map[string]http.Handler {
	return map[string]http.Handler{
		"GET jobs":                          listV5(),
		"POST jobs":                         createV5(),
		"POST jobs/name-validation":         nameV5(),
		"DELETE jobs":                       deleteTasksV5(),
		"POST jobs/batch-stop":              stopTasksV5(),
		"GET jobs/{id}":                     showV5(),
		"PUT jobs/{id}":                     updateV5(),
		"DELETE jobs/{id}":                  deleteV5(),
		"POST jobs/{id}/action":             actionV5(),
		"GET jobs/{id}/actions":             actionsV5(),
		"POST jobs/{id}/stop":               stopV5(),
		"GET jobs/{type}/{id}/tags":         listTagsV5(),
		"POST jobs/{type}/{id}/tags/action": tagActionV5(),
	}
}

// literals lists the paths of calls of the v5 interface that would otherwise match jobs/{id}. Those that are not emulated
// are left to the gateway.
var literals = []string{
	"action", "batch-async-create", "batch-stop", "child-count", "clone", "export", "name-validation", "template",
}

// v5Routes matches requests to /v5/{project_id}/… .
type v5Routes map[string]http.Handler

// match finds the call of a request, like routes.match.
func (t v5Routes) match(r *http.Request, m *mux.RouteMatch) bool {
	path, versioned := strings.CutPrefix(r.URL.EscapedPath(), "/v5/")
	project, path, _ := strings.Cut(path, "/")
	if !versioned || project == "" {
		return false
	}
	other := false
	for call, h := range t {
		method, pattern, _ := strings.Cut(call, " ")
		vars, ok := matchPath(pattern, path)
		switch {
		case ok && method == r.Method:
			vars["project_id"] = project
			m.Handler, m.Vars = h, vars
			return true
		case ok:
			other = true
		}
	}
	if other {
		m.MatchErr = mux.ErrMethodMismatch
	}
	return false
}

// matchPath matches a path with a pattern and returns the variables. A literal sibling is no id.
func matchPath(pattern, path string) (map[string]string, bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	vars := map[string]string{}
	for i, part := range want {
		name, variable := strings.CutPrefix(part, "{")
		switch {
		case !variable && part != got[i],
			variable && (got[i] == "" || i == 1 && slices.Contains(literals, got[i])):
			return nil, false
		case variable:
			vars[strings.TrimSuffix(name, "}")] = got[i]
		}
	}
	return vars, true
}

// paths returns the calls, sorted, in the form of wire.API.Paths.
func (t v5Routes) paths() []string {
	var all []string
	for call := range maps.Keys(t) {
		method, path, _ := strings.Cut(call, " ")
		all = append(all, method+" /v5/{project_id}/"+path)
	}
	slices.Sort(all)
	return all
}

// unknownV5 is the error of the v5 interface for a task that does not exist.
func unknownV5(err error) error {
	if code := codeOf(err); code == "DRS.M05003" || code == "DRS.M05004" {
		return table.Error("DRS.10000010")
	}
	return err
}

// writeJSON returns an encoder that writes a value with a status.
func writeJSON[A any](status int) func(http.ResponseWriter, *wire.Call, A) {
	return func(w http.ResponseWriter, _ *wire.Call, a A) { wire.JSON(w, status, a) }
}
