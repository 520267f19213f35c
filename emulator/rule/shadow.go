package rule

import (
	"slices"
	"strings"
)

// Shadows reports whether the rule claims every call that a later rule could claim, so that the later one never claims any.
func (r *Rule) Shadows(later *Rule) bool {
	if r.Disarmed || r.Chance < 1 || r.Rate != nil || r.Times > 0 || !r.covers(later) {
		return false
	}
	if r.From > later.From || (r.Until > 0 && (later.Until == 0 || later.Until > r.Until)) {
		return false
	}
	if len(r.Where) > 0 && !slices.Equal(r.Where, later.Where) {
		return false
	}
	if r.Nth == nil && r.Every <= 1 {
		return true
	}
	return r.countsLike(later) && later.Nth != nil && r.Every <= 1 && r.Nth.ContainsAll(later.Nth)
}

// Takes returns the numbers of the later rule's calls that the rule claims first, although both rules count the same calls.
func (r *Rule) Takes(later *Rule) Numbers {
	if r.Disarmed || r.Chance < 1 || r.Rate != nil || r.Times > 0 || r.Every > 1 || !r.countsLike(later) {
		return nil
	}
	return r.Nth.And(later.Nth)
}

// covers reports whether every call that the later rule is for is one that r is for.
func (r *Rule) covers(later *Rule) bool {
	switch {
	case r.API != "" && r.API != later.API:
		return false
	case r.Path != "" && later.Path != "":
		return includes(r.Path, later.Path)
	case r.Path != "":
		return includes(r.Path, "/**") // a call has some path
	case later.Path != "":
		return false
	default:
		return r.Call == later.Call || r.Call == "*"
	}
}

// includes reports whether each path of another pattern is one of this pattern.
func includes(pattern, other string) bool {
	mine, others := strings.Split(strings.Trim(pattern, "/"), "/"), strings.Split(strings.Trim(other, "/"), "/")
	for i, segment := range mine {
		switch {
		case segment == "**":
			return true
		case i >= len(others), others[i] == "**", segment != "*" && segment != others[i]:
			return false
		}
	}
	return len(mine) == len(others)
}

// countsLike reports whether both rules count the same calls.
func (r *Rule) countsLike(other *Rule) bool {
	return r.API == other.API && r.Call == other.Call && r.Path == other.Path && slices.Equal(r.Where, other.Where) &&
		r.From == other.From && r.Until == other.Until && !other.Disarmed
}
