package replay

import (
	"strings"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario/infer"
)

// tune tries the settings of the APIs that the trace speaks to, one after the other, and keeps each value that brings more responses
// back. The trace shows in this way how its server chose where the documents leave a choice.
func (c *corrector) tune() error {
	if complete(c.outcomes) {
		return nil
	}
	spoken := map[string]bool{}
	for _, o := range c.outcomes {
		if o.Verdict == Differs {
			spoken[o.API] = true
		}
	}
	tried := map[string]bool{}
	for _, v := range emulator.Vocabularies() {
		if !spoken[v.API] {
			continue
		}
		for _, s := range v.Settings {
			if tried[s.Name] || s.Name == "auth" || strings.HasSuffix(s.Name, ".retention") {
				continue
			}
			tried[s.Name] = true
			for _, value := range s.Values {
				if value == s.Documented {
					continue
				}
				if err := c.try(infer.Field{Name: s.Name, Value: value}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// try keeps a setting if more responses come back with it.
func (c *corrector) try(setting infer.Field) error {
	before := c.draft.Settings
	c.draft.Settings = append(c.draft.Settings[:len(before):len(before)], setting)
	for i, s := range before {
		if s.Name == setting.Name {
			c.draft.Settings = append([]infer.Field{}, before...)
			c.draft.Settings[i] = setting
		}
	}
	outcomes, err := c.play()
	if err != nil {
		return err
	}
	if score(outcomes) > score(c.outcomes) {
		c.outcomes = outcomes
		return nil
	}
	c.draft.Settings = before
	return nil
}

// complete reports whether all responses that could be compared came back.
func complete(outcomes []Outcome) bool {
	for _, o := range outcomes {
		if o.Verdict == Differs {
			return false
		}
	}
	return true
}
