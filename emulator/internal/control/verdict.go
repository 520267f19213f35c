package control

import (
	"net/http"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// verdictQuery returns whether the verdict is a final one.
func verdictQuery(r *request) (final bool, err error) {
	if err := r.checkArgs("final"); err != nil {
		return false, err
	}
	switch word := r.URL.Query().Get("final"); word {
	case "", "false":
		return false, nil
	case "true":
		return true, nil
	default:
		return false, Refuse("final="+word, "want true or false")
	}
}

func showVerdict(r *request, final bool) (verdict.Report, error) {
	return r.session.Verdict(final), nil
}

// showCoverage returns what clients of all sessions were shown.
func showCoverage(r *request, _ none) (coverage.Coverage, error) {
	if r.opts.Coverage == nil {
		return coverage.Coverage{}, &admin.Error{
			Status: http.StatusNotFound, Code: "no_coverage", Message: "this server does not count coverage",
			Hint: "in Go, set Coverage in emulator.Options to coverage.New()",
		}
	}
	return r.opts.Coverage()
}
