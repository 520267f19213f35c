package scenario

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// selection reads which of its calls a rule claims, and reports a rule that can claim none.
func (r *reader) selection(m mapping, c *rule.Rule) {
	c.From, _ = scalar(r, m.value("from"), grammar.Duration, parseDuration)
	c.Until, _ = scalar(r, m.value("until"), grammar.Duration, parseDuration)
	c.Nth, _ = scalar(r, m.value("nth"), grammar.Calls, parseNumbers)
	if chance, ok := scalar(r, m.value("chance"), grammar.Chance, parseChance); ok {
		c.Chance = chance
	}
	if rate, ok := scalar(r, m.value("rate"), grammar.Rate, parseRate); ok {
		c.Rate = &rate
	}
	if n := m.value("every"); n != nil {
		c.Every, _ = r.whole(n, "every", 2, 1_000_000)
	}
	if n := m.value("armed"); n != nil {
		c.Disarmed = !r.truth(n, "armed")
	}
	r.times(m, c)
	r.noCalls(m, c)
}

// times reads how many calls a rule claims at most. A range was the form of nth before.
func (r *reader) times(m mapping, c *rule.Rule) {
	n := m.value("times")
	if n == nil {
		return
	}
	if strings.Contains(n.Value, "..") {
		r.fault(m.key("times"), quoted("times: "+n.Value)+" is now "+quoted("nth: "+n.Value), "", "times: 3 claims at most three calls")
		return
	}
	c.Times, _ = r.whole(n, "times", 1, 1_000_000)
}

// noCalls reports a selection without a call.
func (r *reader) noCalls(m mapping, c *rule.Rule) {
	switch {
	case m.value("until") != nil && c.Until <= c.From:
		r.fault(m.key("until"), fmt.Sprintf("the rule ends at %s, before it begins", m.text("until")), "until: later than from", "")
	case c.Every > 1 && c.Nth != nil && !c.Nth.ContainsMultiple(c.Every):
		r.fault(m.key("every"), fmt.Sprintf("no call of nth: %s is every %d. one", m.text("nth"), c.Every), "every or nth", "")
	case c.Rate != nil && (c.Nth != nil || c.Every > 1 || c.Chance < 1):
		r.fault(m.key("rate"), "a rate selects the calls by itself", "rate without nth, every and chance", "")
	}
}
