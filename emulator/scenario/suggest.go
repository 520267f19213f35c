package scenario

import (
	"regexp"
	"strconv"
	"strings"
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

// suggest proposes another way to write a value that could not be read; empty if it knows none that can be.
func suggest(s string, k kind) string {
	parts := between.Split(s, 2)
	switch {
	case k == aShare:
		for i := range parts {
			parts[i] = strings.Trim(parts[i], " %")
		}
	case k == aTimes:
		return ""
	case k == aChance:
		return suggestChance(s)
	case k == anExit && counted.MatchString(s):
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

// suggestChance makes a percentage of a share of one.
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

// suggestDuration gives every number a unit of the language; a bare number gets the one that is given.
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

// unitOf is the unit at the end of a duration; seconds if it has none.
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

// readable tells whether a value can be read as its kind.
func readable(s string, k kind) bool {
	var wrong string
	switch k {
	case aShare:
		_, wrong = parseShare(s)
	case aDuration:
		_, wrong = parseDuration(s)
	case aSpan:
		_, wrong = parseSpan(s)
	default:
		_, wrong = parseExit(s)
	}
	return wrong == ""
}
