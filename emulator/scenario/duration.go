package scenario

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/job"
)

const (
	day         = 24 * time.Hour
	maxDuration = 3650 * day
)

var (
	amount = regexp.MustCompile(`^([0-9]+(?:\.[0-9]+)?)( *)([a-zA-Zµμ]*)`)
	units  = map[string]time.Duration{
		"ns": time.Nanosecond, "us": time.Microsecond, "µs": time.Microsecond, "μs": time.Microsecond,
		"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": day,
	}
)

// parseDuration reads amounts with units, as in 1h30m or 7d: Go's syntax, and days. Like the functions below it answers
// what is wrong, and nothing if all is well.
func parseDuration(s string) (time.Duration, string) {
	if strings.HasPrefix(s, "-") {
		return 0, quoted(s) + " is negative"
	}
	var sum time.Duration
	for rest := s; ; {
		m := amount.FindStringSubmatch(rest)
		if m == nil {
			return 0, quoted(s) + " is not a duration"
		}
		d, wrong := parseAmount(m[1], m[2], m[3])
		if wrong != "" {
			return 0, quoted(s) + wrong
		}
		if sum += d; sum > maxDuration {
			return 0, quoted(s) + " is longer than ten years"
		}
		if rest = rest[len(m[0]):]; rest == "" {
			return sum, ""
		}
	}
}

// parseAmount reads one number with its unit.
func parseAmount(number, space, unit string) (time.Duration, string) {
	u, known := units[unit]
	x, err := strconv.ParseFloat(number, 64)
	switch {
	case unit == "":
		return 0, " has no unit"
	case !known:
		return 0, fmt.Sprintf(": there is no unit %s", quoted(unit))
	case space != "":
		return 0, " has a space before its unit"
	case err != nil || x > float64(maxDuration)/float64(u):
		return 0, " is longer than ten years"
	case u == day && strings.Contains(number, "."):
		return 0, ": days are whole"
	case u == day:
		return time.Duration(x) * day, ""
	}
	d, err := time.ParseDuration(number + unit) // exact, where a float is not
	if err != nil {
		return 0, " is not a duration"
	}
	return d, ""
}

// parseSpan reads a duration, or a range of two.
func parseSpan(s string) (job.Span, string) {
	low, high, ranged := strings.Cut(s, "..")
	from, wrong := parseDuration(strings.TrimSpace(low))
	if !ranged || wrong != "" {
		return job.Fixed(from), wrong
	}
	to, wrong := parseDuration(strings.TrimSpace(high))
	if wrong == "" && from > to {
		wrong = quoted(s) + " runs backward"
	}
	return job.Span{Min: from, Max: to}, wrong
}

var polls = regexp.MustCompile(`^([0-9]+) polls?$`)

// parseExit reads a time or a range, or a count of polls.
func parseExit(s string) (job.Exit, string) {
	if !strings.Contains(s, "poll") {
		span, wrong := parseSpan(s)
		return job.After(span), wrong
	}
	m := polls.FindStringSubmatch(s)
	if m == nil {
		return job.Exit{}, quoted(s) + " is not a count of polls"
	}
	n, err := strconv.Atoi(m[1])
	switch {
	case err != nil || n > 1_000_000:
		return job.Exit{}, quoted(s) + " are more than a million polls"
	case n == 0:
		return job.Exit{}, "a step for 0 polls is never seen"
	}
	return job.Exit{Polls: n}, ""
}

var percents = regexp.MustCompile(`^([0-9]{1,3})(?:\.\.([0-9]{1,3}))?$`)

// parseShare reads a percentage, or a range of two.
func parseShare(s string) (job.Share, string) {
	m := percents.FindStringSubmatch(s)
	if m == nil {
		return job.Share{}, quoted(s) + " is not a percentage"
	}
	from, _ := strconv.Atoi(m[1])
	to := from
	if m[2] != "" {
		to, _ = strconv.Atoi(m[2])
	}
	switch {
	case from > 100 || to > 100:
		return job.Share{}, quoted(s) + " is more than 100 percent"
	case from > to:
		return job.Share{}, quoted(s) + " runs backward"
	}
	return job.Share{From: from, To: to}, ""
}
