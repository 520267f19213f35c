package control

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// request is one request and the session that it is for.
type request struct {
	*http.Request
	*Control
	session Session
	alone   bool // it came in where only the control API is served
	w       http.ResponseWriter
}

// pathVar returns a variable of the path.
func (r *request) pathVar(name string) string {
	raw := mux.Vars(r.Request)[name]
	if plain, err := url.PathUnescape(raw); err == nil {
		return plain
	}
	return raw
}

// pathJob returns the job that the path names.
func pathJob(r *request) (job.Ref, error) {
	ref := job.Ref{API: r.pathVar("api"), ID: r.pathVar("id")}
	return ref, r.checkAPI(ref.API)
}

// checkAPI returns an error if there is no such API. The empty name means all of them.
func (r *request) checkAPI(name string) error {
	var names []string
	for _, a := range r.opts.APIs {
		if a.Name == name {
			return nil
		}
		names = append(names, a.Name)
	}
	if name == "" {
		return nil
	}
	return Refuse(fmt.Sprintf("there is no API %q", name), "want "+oneOf(names))
}

// checkOp returns an error if no API, or not this one, has an operation of this name. An empty name means all of them.
func (r *request) checkOp(api, name string) error {
	var known []string
	for _, a := range r.opts.APIs {
		if api == "" || api == a.Name {
			known = append(known, a.Vocabulary.Calls...)
		}
	}
	if name == "" || slices.Contains(known, name) {
		return nil
	}
	hint := scenario.DidYouMean(name, known)
	if hint == "" {
		hint = "the names are those of call: in the rules of a scenario, without the API"
	}
	return Refuse(fmt.Sprintf("there is no operation %q", name), hint)
}

// number returns a number of the query, or def if it is absent. It returns an error unless it is from least to most.
func (r *request) number(arg string, def, least, most uint64) (uint64, error) {
	text := r.URL.Query().Get(arg)
	if text == "" {
		return def, nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil || n < least || n > most {
		return 0, Refuse(fmt.Sprintf("%s=%s", arg, text), fmt.Sprintf("want a whole number from %d to %d", least, most))
	}
	return n, nil
}

// boolean returns an argument of the query that is true or false; false if it is absent.
func (r *request) boolean(arg string) (bool, error) {
	switch word := r.URL.Query().Get(arg); word {
	case "true":
		return true, nil
	case "", "false":
		return false, nil
	default:
		return false, Refuse(arg+"="+word, "want true or false")
	}
}

// checkArgs returns an error if the query has an argument that the operation does not have.
func (r *request) checkArgs(known ...string) error {
	for arg, values := range r.URL.Query() {
		if len(values) > 1 {
			return Refuse(fmt.Sprintf("the argument %q occurs twice", arg), "")
		}
		if !slices.Contains(known, arg) {
			return Refuse(fmt.Sprintf("there is no argument %q", arg), "want "+oneOf(known))
		}
	}
	return nil
}
