package rule

import "slices"

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

// covers reports whether every call that the later rule is for is one that r is for.
func (r *Rule) covers(later *Rule) bool {
	if (r.Call == "") != (later.Call == "") || (r.API != "" && r.API != later.API) {
		return false
	}
	return r.Call == later.Call && r.Path == later.Path || r.Call == "*"
}

// countsLike reports whether both rules count the same calls.
func (r *Rule) countsLike(other *Rule) bool {
	return r.API == other.API && r.Call == other.Call && r.Path == other.Path && slices.Equal(r.Where, other.Where) &&
		r.From == other.From && r.Until == other.Until && !other.Disarmed
}
