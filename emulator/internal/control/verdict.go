package control

import "github.com/jobsim/jobsim/emulator/verdict"

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
