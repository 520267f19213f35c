package replay

import (
	"regexp"
	"slices"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/scenario/infer"
)

// maxEdits is how many rules with an edit a scenario gets, so that it stays readable.
const maxEdits = 20

// edits adds rules that change single members of computed responses, where the recorded server said more, less or something else: one
// for all calls of an operation if that brings responses back, else one for each response.
func (c *corrector) edits() {
	for _, call := range c.differing() {
		if rule, ok := c.commonEdit(call); ok && c.addEdit(rule) {
			continue
		}
		nth := 0
		for _, o := range slices.Clone(c.outcomes) {
			if o.API+"."+o.Op != call {
				continue
			}
			nth++
			rule, ok := editOf(o)
			if !ok || len(c.draft.Edits) >= maxEdits {
				continue
			}
			rule.Call, rule.Nth = call, []int{nth}
			c.addEdit(rule)
		}
	}
}

// addEdit adds an edit if more responses come back with it.
func (c *corrector) addEdit(r infer.Rule) bool {
	return c.keep(true, func(d *infer.Draft) { d.Edits = append(slices.Clip(d.Edits), r) })
}

// differing returns the calls with responses that differ, in the order of the trace, without those that rules start jobs for, since
// only one rule claims a call.
func (c *corrector) differing() []string {
	var calls []string
	for _, o := range c.outcomes {
		call := o.API + "." + o.Op
		starts := slices.ContainsFunc(c.draft.Rules, func(r infer.Rule) bool { return r.Call == call })
		if o.Verdict == Differs && o.Op != "" && !starts && !slices.Contains(calls, call) {
			calls = append(calls, call)
		}
	}
	return calls
}

// commonEdit returns the edit that all successful responses to a call need alike, or false if there is none.
func (c *corrector) commonEdit(call string) (infer.Rule, bool) {
	common, first := infer.Rule{}, true
	for _, o := range c.outcomes {
		if o.API+"."+o.Op != call || o.Exchange.Response.Status >= 300 || o.Verdict == NotCompared {
			continue
		}
		one, ok := editOf(o)
		if !ok {
			return one, false
		}
		if first {
			common, first = one, false
		}
		common.Set = slices.DeleteFunc(slices.Clone(common.Set), func(f infer.Field) bool {
			return !slices.ContainsFunc(one.Set, func(g infer.Field) bool { return g.Name == f.Name && infer.Text(g.Value) == infer.Text(f.Value) })
		})
		common.Omit = slices.DeleteFunc(slices.Clone(common.Omit), func(path string) bool { return !slices.Contains(one.Omit, path) })
	}
	common.Call = call
	return common, len(common.Set)+len(common.Omit) > 0
}

// newEachRun are texts that are new in each run: IDs, addresses and instants.
var newEachRun = regexp.MustCompile(`^"(?:[0-9a-f]{8}-|[0-9a-f]{32}|https?:|\d{4}-\d\d-\d\d[T ])`)

// editOf returns the edit that makes a response of the recorded one. It returns false if no edit does: for another status, for lists of
// another length, and for what is drawn anew.
func editOf(o Outcome) (infer.Rule, bool) {
	var r infer.Rule
	if o.Verdict != Differs || o.status != o.Exchange.Response.Status || !gjson.ValidBytes(o.body) {
		return r, false
	}
	for _, d := range o.Differences {
		last := d.Path[strings.LastIndexByte(d.Path, '.')+1:]
		switch {
		case d.Path == "" || d.Path == "body" || last == "status", strings.HasSuffix(d.Recorded, " items"), newEachRun.MatchString(d.Recorded):
			return r, false
		case d.Recorded == "":
			r.Omit = append(r.Omit, d.Path)
		default:
			r.Set = append(r.Set, infer.Field{Name: d.Path, Value: infer.JSON(d.Recorded)})
		}
	}
	return r, len(r.Set)+len(r.Omit) > 0
}
