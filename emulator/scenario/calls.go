package scenario

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/rule"
)

// parseNumbers reads the numbers of calls: "3", "1..2", "3.." or several of these with commas.
func parseNumbers(text string) (rule.Numbers, string) {
	var all rule.Numbers
	for part := range strings.SplitSeq(text, ",") {
		r, ok := parseRange(strings.TrimSpace(part))
		if !ok {
			return nil, quoted(text) + " is not a call or a range of calls"
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b rule.Range) int { return cmp.Compare(a.First, b.First) })
	for i := 1; i < len(all); i++ {
		if before := all[i-1]; before.Last == 0 || before.Last >= all[i].First {
			return nil, quoted(text) + " has a number twice"
		}
	}
	return all, ""
}

func parseRange(text string) (rule.Range, bool) {
	from, to, ranged := strings.Cut(text, "..")
	first, err := strconv.Atoi(from)
	r := rule.Range{First: first, Last: first}
	if err != nil || first < 1 || !decimal.MatchString(from) {
		return r, false
	}
	if ranged {
		r.Last = 0
	}
	if to != "" {
		r.Last, err = strconv.Atoi(to)
	}
	return r, err == nil && (r.Last == 0 || r.Last >= first) && (to == "" || r.Last > 0)
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

// parseRate reads "5 per 10s".
func parseRate(text string) (rule.Rate, string) {
	const most = 100_000
	number, per, ok := strings.Cut(text, " per ")
	calls, err := strconv.Atoi(number)
	if !ok || err != nil || calls < 1 || calls > most || !decimal.MatchString(number) {
		return rule.Rate{}, quoted(text) + " is not a rate"
	}
	d, wrong := parseDuration(per)
	if wrong == "" && d == 0 {
		wrong = quoted(text) + " is a rate in no time"
	}
	return rule.Rate{Calls: calls, Per: d}, wrong
}

// parseRetry reads "5s" or "date 5s".
func parseRetry(text string) (rule.Retry, string) {
	rest, isDate := strings.CutPrefix(text, "date ")
	after, wrong := parseDuration(strings.TrimSpace(rest))
	return rule.Retry{After: after, Date: isDate}, wrong
}
