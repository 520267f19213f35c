package scenario

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// misnamed are units as people write them.
var misnamed = map[string]string{
	"sec": "s", "secs": "s", "second": "s", "seconds": "s", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
	"hr": "h", "hrs": "h", "hour": "h", "hours": "h", "day": "d", "days": "d",
	"msec": "ms", "millis": "ms", "millisecond": "ms", "milliseconds": "ms",
}

var (
	sloppy  = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?) *([a-zA-Zµμ]*) *`)
	between = regexp.MustCompile(` *(?:\.{2,}|…|–|-|\bto\b) *`)
	counted = regexp.MustCompile(`^([0-9]+) *polls?$`)
)

// suggest returns another way to write a value that could not be read, or "" if it finds none that can be.
func suggest(s string, k grammar.Kind) string {
	parts := between.Split(s, 2)
	switch {
	case k == grammar.Percent:
		for i := range parts {
			parts[i] = strings.Trim(parts[i], " %")
		}
	case k == grammar.Calls, k == grammar.Counts:
		return ""
	case k == grammar.Chance:
		return suggestChance(s)
	case k == grammar.Exit && counted.MatchString(s):
		parts = []string{counted.FindStringSubmatch(s)[1] + " polls"}
	default:
		unit := unitOf(parts[len(parts)-1])
		for i := range parts {
			parts[i] = suggestDuration(parts[i], unit)
		}
	}
	for _, proposal := range []string{strings.Join(parts, ".."), swapped(parts)} {
		if readable(proposal, k) {
			return proposal
		}
	}
	return ""
}

// suggestChance returns a fraction as a percentage.
func suggestChance(s string) string {
	share, err := strconv.ParseFloat(s, 64)
	if err != nil || share <= 0 || share > 100 {
		return ""
	}
	if share <= 1 {
		share *= 100
	}
	return strconv.FormatFloat(share, 'f', -1, 64) + "%"
}

// suggestDuration gives every number a unit of the language, and a bare number the given one.
func suggestDuration(s, unit string) string {
	return sloppy.ReplaceAllStringFunc(s, func(part string) string {
		m := sloppy.FindStringSubmatch(part)
		number, name := m[1], strings.ToLower(m[2])
		x, _ := strconv.ParseFloat(number, 64)
		if right, ok := misnamed[name]; ok {
			name = right
		}
		switch {
		case name == "" && part == s:
			name = unit
		case name == "w" || name == "week" || name == "weeks":
			number, name = strconv.FormatFloat(7*x, 'f', -1, 64), "d"
		}
		if name == "d" && strings.Contains(number, ".") {
			number, name = strconv.FormatFloat(24*x, 'f', -1, 64), "h"
		}
		return number + name
	})
}

// unitOf returns the unit at the end of a duration, or seconds if it has none.
func unitOf(s string) string {
	unit := strings.ToLower(strings.TrimLeft(s, "0123456789. "))
	if right, ok := misnamed[unit]; ok {
		return right
	}
	if _, ok := units[unit]; ok {
		return unit
	}
	return "s"
}

func swapped(parts []string) string {
	if len(parts) < 2 {
		return ""
	}
	return parts[1] + ".." + parts[0]
}

// readable reports whether a value can be read as its kind.
func readable(s string, k grammar.Kind) bool {
	var wrong string
	switch k {
	case grammar.Percent:
		_, wrong = parseShare(s)
	case grammar.Duration:
		_, wrong = parseDuration(s)
	case grammar.Span:
		_, wrong = parseSpan(s)
	default:
		_, wrong = parseExit(s)
	}
	return wrong == ""
}
