package rule

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// String describes in one line which calls the rule claims and what happens to them, as in "evs.showJob, calls 2 to 3:
// returns APIGW.0308". It does not describe the script of the job that a call starts.
func (r *Rule) String() string { return r.claim() + ": " + r.effect() }

// claim describes which calls the rule claims.
func (r *Rule) claim() string {
	text := r.calls()
	if len(r.Where) > 0 {
		conditions := make([]string, len(r.Where))
		for i, c := range r.Where {
			conditions[i] = c.String()
		}
		text += " where " + strings.Join(conditions, " and ")
	}
	parts := []string{text}
	for _, part := range []string{r.window(), r.selection(), r.limits()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// window describes the time in which the rule takes calls.
func (r *Rule) window() string {
	switch {
	case r.Until > 0:
		return "from " + job.FormatDuration(r.From) + " until " + job.FormatDuration(r.Until)
	case r.From > 0:
		return "from " + job.FormatDuration(r.From)
	default:
		return ""
	}
}

// selection describes the numbers of the calls that it claims; empty for all.
func (r *Rule) selection() string {
	text := ""
	if r.Nth != nil {
		text = r.Nth.Describe()
	}
	if r.Every > 1 {
		every := fmt.Sprintf("every %d. call", r.Every)
		if text != "" {
			every += " of " + text
		}
		text = every
	}
	switch {
	case r.Chance >= 1:
		return text
	case text == "":
		return fmt.Sprintf("%.3g %% of the calls", 100*r.Chance)
	default:
		return fmt.Sprintf("%.3g %% of %s", 100*r.Chance, text)
	}
}

// limits describes the rate, the maximum of calls, and that the rule is disarmed.
func (r *Rule) limits() string {
	var parts []string
	if r.Rate != nil {
		parts = append(parts, fmt.Sprintf("above %d per %s", r.Rate.Calls, job.FormatDuration(r.Rate.Per)))
	}
	switch {
	case r.Times == 1:
		parts = append(parts, "once")
	case r.Times > 1:
		parts = append(parts, fmt.Sprintf("at most %d times", r.Times))
	}
	if r.Disarmed {
		parts = append(parts, "disarmed")
	}
	return strings.Join(parts, ", ")
}

func (r *Rule) calls() string {
	switch {
	case r.Call == "*":
		return "every call of " + r.API
	case r.Call != "":
		return r.API + "." + r.Call
	case r.Path != "" && r.API != "":
		return r.API + " at " + r.Path
	case r.Path != "":
		return r.Path
	default:
		return "every request to " + r.API
	}
}

// String describes the condition almost as a scenario writes it.
func (c Condition) String() string {
	name := c.Name
	if c.From != FromBody {
		name = string(c.From) + "." + name
	}
	switch c.Test {
	case Exists:
		return name + " exists"
	case Missing:
		return name + " is missing"
	case Like:
		return name + " contains " + c.Want
	case Equal:
		return name + " is " + c.Want
	default:
		return fmt.Sprintf("%s %s %s", name, c.Test, c.Want)
	}
}

// effect describes what happens to a claimed call.
func (r *Rule) effect() string {
	var parts []string
	if r.Answer != nil {
		parts = append(parts, r.Answer.String())
	}
	if r.Edit != nil {
		parts = append(parts, r.Edit.String())
	}
	if r.Delay != nil {
		parts = append(parts, "the response comes "+r.Delay.String()+" late")
	}
	if r.Break != Whole {
		parts = append(parts, effects[r.Break])
	}
	if r.Start != nil {
		parts = append(parts, "its job goes like this")
	}
	return strings.Join(parts, ", ")
}

// effects describe the ways to break a response, as a client sees them.
var effects = map[Break]string{
	Reset:    "the connection is reset",
	Truncate: "the response ends in the middle of its body",
	Empty:    "the response has no body",
	Garbage:  "the body is garbage",
	Drip:     "the body comes byte by byte",
	Hang:     "no response ever comes",
	Lose:     "it is carried out, and the response is lost",
}

// String describes the answer in short.
func (a *Answer) String() string {
	text := fmt.Sprintf("returns HTTP %d", a.Status)
	if a.Result != nil {
		text = "returns the result " + brief(*a.Result)
	}
	if a.Code != "" {
		text = "returns " + a.Code
		if a.Status != 0 {
			text += fmt.Sprintf(" as HTTP %d", a.Status)
		}
	}
	if a.Message != "" {
		text += fmt.Sprintf(" %q", a.Message)
	}
	text += headers(a.Headers, a.Retry)
	if a.Body != nil {
		text += ", " + brief(*a.Body)
	}
	return text
}

// String describes the edit in short.
func (e *Edit) String() string {
	var parts []string
	if e.Status != 0 {
		parts = append(parts, fmt.Sprintf("as HTTP %d", e.Status))
	}
	for _, v := range e.Set {
		parts = append(parts, v.Path+" "+brief(v.JSON))
	}
	for _, path := range e.Omit {
		parts = append(parts, "without "+path)
	}
	return strings.TrimSuffix("its response "+strings.Join(parts, ", "), " ") + headers(e.Headers, e.Retry)
}

// headers describes headers, each after a comma.
func headers(all []Header, retry *Retry) string {
	var text strings.Builder
	for _, h := range all {
		if h.Value == "" {
			text.WriteString(", without " + h.Name)
		} else {
			text.WriteString(", " + h.Name + ": " + h.Value)
		}
	}
	switch {
	case retry == nil:
	case retry.Date:
		text.WriteString(", Retry-After: a date in " + job.FormatDuration(retry.After))
	default:
		text.WriteString(", Retry-After: " + job.FormatDuration(retry.After))
	}
	return text.String()
}

// brief returns the beginning of a text, in one line.
func brief(text string) string {
	const most = 60
	text = strings.Join(strings.Fields(text), " ")
	switch c := []rune(text); {
	case text == "":
		return "an empty body"
	case len(c) > most:
		return string(c[:most-1]) + "…"
	default:
		return text
	}
}
