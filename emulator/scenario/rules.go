package scenario

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// rules reads the rules of a scenario.
func (r *reader) rules(list *yaml.Node) []rule.Rule {
	rules := make([]rule.Rule, 0, len(list.Content))
	names := map[string]int{}
	for i, n := range list.Content {
		c, ok := r.rule(n)
		if !ok {
			continue
		}
		c.Key = fmt.Sprintf("%s#%d", nameOf(r.text.file), i+1)
		if c.Name == "" {
			c.Name = c.Key
		}
		if line, taken := names[c.Name]; taken {
			r.fault(n, "two rules are named "+quoted(c.Name), "", fmt.Sprintf("the other one is in line %d", line))
		}
		names[c.Name] = n.Line
		r.shadowed(n, rules, c)
		rules = append(rules, c)
	}
	return rules
}

// shadowed reports a rule that never claims a call, and remarks on one that never claims some of its calls, since another rule is
// matched first: an earlier one, or one for a path.
func (r *reader) shadowed(n *yaml.Node, earlier []rule.Rule, c rule.Rule) {
	for _, before := range earlier {
		numbers := before.Takes(&c)
		switch {
		case before.Shadows(&c):
			r.fault(n, "this rule never claims a call: the one at "+before.Location+" claims all of them", "times, nth, chance or where at the earlier one, or the other order", "")
			return
		case c.Path != "" && before.Path == "" && c.Shadows(&before):
			r.fault(n, "the rule at "+before.Location+" never claims a call: this one, for a path, is matched first and claims all of them", "times, nth, chance or where here", "")
			return
		case numbers != nil:
			r.remark(n, "this rule never claims "+numbers.Describe()+": the one at "+before.Location+" does", "leave them out here, or put this rule before the other one")
		}
	}
}

func (r *reader) rule(n *yaml.Node) (rule.Rule, bool) {
	before := r.count
	m, ok := r.mapping(n, "a rule", grammar.Rule, false)
	if !ok {
		return rule.Rule{}, false
	}
	c := rule.Rule{Name: m.text("name"), Location: fmt.Sprintf("%s:%d", r.text.file, n.Line), Chance: 1}
	v := r.claims(m, &c)
	c.Where = r.conditions(m.value("where"))
	r.selection(m, &c)
	if delay, ok := scalar(r, m.value("delay"), grammar.Span, parseSpan); ok {
		c.Delay = &delay
	}
	if b := m.value("break"); b != nil {
		c.Break = rule.Break(b.Value)
		r.oneOfWords(b, "a response cannot be broken by", b.Value, breaks())
	}
	if s := m.value("start"); s != nil {
		c.Start = r.start(s, v, c)
	}
	if e := m.value("edit"); e != nil {
		c.Edit = r.edit(e)
	}
	if a := m.value("answer"); a != nil {
		c.Answer = r.answer(a, v)
		r.headersAlone(m, &c)
	}
	r.effect(m, c)
	if c.Rate != nil && c.Answer != nil && c.Answer.Retry != nil && c.Answer.Retry.After < c.Rate.Per {
		r.remark(m.key("answer"), fmt.Sprintf("retry_after is shorter than the window of %s", job.FormatDuration(c.Rate.Per)), "leave retry_after out, and the header has the time until the next call is let through")
	}
	return c, r.count == before
}

// claims reads which calls a rule is for. It returns the vocabulary of its effects.
func (r *reader) claims(m mapping, c *rule.Rule) *job.Vocabulary {
	c.Path = m.text("path")
	if n := m.value("api"); n != nil {
		c.API = n.Value
		r.oneOfWords(n, "there is no API", n.Value, r.apis())
	}
	n := m.value("call")
	switch {
	case n == nil && c.Path == "" && !m.named["call"] && !m.named["path"]:
		r.fault(m.at, "a rule has no call", "call: the operation that it claims, such as evs.createVolume, or path: a path", "")
	case n != nil && m.named["path"]:
		r.fault(m.key("path"), "a rule claims by call or by path, not by both", "one of them", "")
	case n != nil && m.named["api"]:
		r.fault(m.key("api"), "call names the API already", "", "")
	case n != nil:
		c.API, c.Call = r.call(n)
	case c.Path != "" && !strings.HasPrefix(c.Path, "/"):
		r.fault(m.value("path"), quoted(c.Path)+" is not a path", "a path such as /v1/*/jobs/**", "")
	}
	return r.api(c.API)
}

// call reads an operation's name: its API, a dot, and the operation or a star.
func (r *reader) call(n *yaml.Node) (api, call string) {
	api, call, _ = strings.Cut(n.Value, ".")
	v := r.api(api)
	switch {
	case v == nil:
		r.fault(n, "there is no API "+quoted(api), "a call such as evs.createVolume; APIs are "+oneOf(r.apis()), meant(api, r.apis()))
	case call == "*", slices.Contains(v.Calls, call):
	default:
		hint := meant(call, v.Calls)
		if others := r.owners(func(v *job.Vocabulary) bool { return slices.Contains(v.Calls, call) }); hint == "" && len(others) > 0 {
			hint = didYouMean(others[0] + "." + call)
		}
		r.fault(n, v.API+" has no call "+quoted(call), oneOf(v.Calls), hint)
	}
	return api, call
}

// effect reports a rule that does nothing, or whose parts exclude each other.
func (r *reader) effect(m mapping, c rule.Rule) {
	answered := c.Answer != nil
	switch {
	case !m.named["start"] && !m.named["answer"] && !m.named["delay"] && !m.named["break"] && !m.named["edit"]:
		r.fault(m.at, "the rule does nothing", "start, answer, edit, delay or break", "")
	case c.Start != nil && answered:
		r.fault(m.key("start"), "a call with an answer starts no job", "start or answer", "edit: changes the response to a call that starts one")
	case c.Start != nil && !c.Break.Executes():
		r.fault(m.key("start"), fmt.Sprintf("a call that ends in %q starts no job", c.Break), "break: truncate, drip or lose, which come after it", "")
	case c.Start != nil && c.Path != "" && c.API == "":
		r.fault(m.key("start"), "a path that starts a job needs its API", "api: the API whose statuses the timeline has", "")
	case c.Break == rule.Lose && answered:
		r.fault(m.key("break"), "a response that was never computed cannot be lost", "break: reset", "")
	case c.Edit != nil && answered:
		r.fault(m.key("edit"), "an answer is written as it shall be", "answer or edit", "")
	case c.Edit != nil && !c.Break.Executes():
		r.fault(m.key("edit"), fmt.Sprintf("a call that ends in %q has no response to edit", c.Break), "break: truncate, drip or lose", "")
	}
}

func breaks() []string {
	var words []string
	for _, b := range rule.Breaks() {
		words = append(words, string(b))
	}
	return words
}

// start reads how the job goes that a call starts. Its statuses are those of the call's API.
func (r *reader) start(n *yaml.Node, v *job.Vocabulary, c rule.Rule) *rule.Start {
	m, ok := r.mapping(n, "start", grammar.Start, false)
	if !ok {
		return nil
	}
	if v != nil && c.Call != "*" && c.Call != "" && len(v.Starters) > 0 && !slices.Contains(v.Starters, c.Call) && slices.Contains(v.Calls, c.Call) {
		r.fault(m.at, fmt.Sprintf("%s.%s starts no job", c.API, c.Call), "a call that does: "+oneOf(v.Starters), "")
	}
	if v != nil && slices.Contains(v.Movers, c.Call) {
		r.moves(m, c)
	}
	s := &rule.Start{Expires: r.expires(m.value("expires")), Consistency: r.consistency(m)}
	s.Timeline = r.timeline(m, v, job.Ref{API: c.API, ID: c.Location})
	if len(m.named) == 0 {
		r.fault(m.at, "start is empty", "timeline: a list of steps", "")
	}
	return s
}

// moves reports fields of start that do not apply to a call that puts an existing job on another script.
func (r *reader) moves(m mapping, c rule.Rule) {
	for _, f := range grammar.Start {
		if f.Name != grammar.Timeline.Name && m.named[f.Name] {
			r.fault(m.key(f.Name), fmt.Sprintf("%s.%s moves a job that there is, which keeps its %s", c.API, c.Call, f.Name),
				"a timeline alone", "say it of the job itself, or of the call that creates it")
		}
	}
}
