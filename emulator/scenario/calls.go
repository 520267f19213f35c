package scenario

import (
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/rule"
)

// calls are some of a rule's calls, counted from 1; last 0 means no end.
type calls struct{ first, last int }

// parseCalls reads "3", "1..2" or "3..".
func parseCalls(text string) (calls, string) {
	from, to, isRange := strings.Cut(text, "..")
	first, err := strconv.Atoi(from)
	if !isRange {
		if err == nil && first > 0 {
			return calls{first, first}, ""
		}
		return calls{}, quoted(text) + " is not a call or a range of calls"
	}
	last := 0
	if to != "" {
		var wrong error
		if last, wrong = strconv.Atoi(to); wrong != nil || last < first {
			return calls{}, quoted(text) + " is not a call or a range of calls"
		}
	}
	if err != nil || first < 1 {
		return calls{}, quoted(text) + " is not a call or a range of calls"
	}
	return calls{first, last}, ""
}

// parseChance reads "10%" or "0.5%".
func parseChance(text string) (float64, string) {
	digits, ok := strings.CutSuffix(strings.ReplaceAll(text, " ", ""), "%")
	percent, err := strconv.ParseFloat(digits, 64)
	if !ok || err != nil || !(percent > 0 && percent <= 100) {
		return 0, quoted(text) + " is not a chance"
	}
	return percent / 100, ""
}

// parseRetry reads "5s" or "date 5s".
func parseRetry(text string) (rule.Retry, string) {
	rest, isDate := strings.CutPrefix(text, "date ")
	after, wrong := parseDuration(strings.TrimSpace(rest))
	return rule.Retry{After: after, Date: isDate}, wrong
}
