package scenario

import (
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/verdict"
)

// parseCounts reads "3", "2..10" or "2..".
func parseCounts(text string) (verdict.Count, string) {
	wrong := quoted(text) + " is not a number or a range of numbers"
	from, to, ranged := strings.Cut(strings.ReplaceAll(text, " ", ""), "..")
	least, err := strconv.Atoi(from)
	if err != nil || !decimal.MatchString(from) || least < 0 {
		return verdict.Count{}, wrong
	}
	c := verdict.Count{Min: least, Max: least}
	switch {
	case ranged && to == "":
		c.Max = verdict.NoMax
	case ranged:
		if c.Max, err = strconv.Atoi(to); err != nil || !decimal.MatchString(to) {
			return c, wrong
		}
	}
	if c.Max < c.Min {
		return c, quoted(text) + " can never be met: it runs backward"
	}
	return c, ""
}

// parsePauses reads "1s..5s", "1s.." or "1s".
func parsePauses(text string) (verdict.Pause, string) {
	from, to, _ := strings.Cut(text, "..")
	least, wrong := parseDuration(strings.TrimSpace(from))
	p := verdict.Pause{Min: least}
	if to = strings.TrimSpace(to); wrong != "" || to == "" {
		return p, wrong
	}
	if p.Max, wrong = parseDuration(to); wrong == "" && p.Max < p.Min {
		wrong = quoted(text) + " can never be met: it runs backward"
	}
	return p, wrong
}
