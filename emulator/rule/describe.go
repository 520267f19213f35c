package rule

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// String describes in one line which calls the rule claims and what happens to them, as in "evs.showJob, calls 2 to 3:
// returns APIGW.0308". It does not describe the script of the job that a call starts.
func (r Rule) String() string { return r.claim() + ": " + r.effect() }

// claim describes which calls the rule claims.
func (r Rule) claim() string {
	text := r.calls()
	if len(r.Where) > 0 {
		conditions := make([]string, len(r.Where))
		for i, c := range r.Where {
			conditions[i] = c.String()
		}
		text += " where " + strings.Join(conditions, " and ")
	}
	switch n := r.numbers(); {
	case r.Chance >= 1 && n == "":
		return text
	case r.Chance >= 1:
		return text + ", " + n
	case n == "":
		return fmt.Sprintf("%s, %.3g %% of the calls", text, 100*r.Chance)
	default:
		return fmt.Sprintf("%s, %.3g %% of %s", text, 100*r.Chance, n)
	}
}

func (r Rule) calls() string {
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

// numbers describes the numbers of the calls that it claims; empty for all.
func (r Rule) numbers() string {
	switch {
	case r.First <= 1 && r.Last == 0:
		return ""
	case r.Last == 0:
		return fmt.Sprintf("calls %d and later", r.First)
	case r.First <= 1 && r.Last == 1:
		return "the first call"
	case r.First <= 1:
		return fmt.Sprintf("the first %d calls", r.Last)
	case r.First == r.Last:
		return fmt.Sprintf("call %d", r.First)
	default:
		return fmt.Sprintf("calls %d to %d", r.First, r.Last)
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
func (r Rule) effect() string {
	var parts []string
	if r.Answer != nil {
		parts = append(parts, r.Answer.String())
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
	if a.Code != "" {
		text = "returns " + a.Code
		if a.Status != 0 {
			text += fmt.Sprintf(" as HTTP %d", a.Status)
		}
	}
	if a.Message != "" {
		text += fmt.Sprintf(" %q", a.Message)
	}
	for _, h := range a.Headers {
		text += ", " + h.Name + ": " + h.Value
	}
	switch {
	case a.Retry == nil:
	case a.Retry.Date:
		text += ", Retry-After: a date in " + job.FormatDuration(a.Retry.After)
	default:
		text += ", Retry-After: " + job.FormatDuration(a.Retry.After)
	}
	if a.Body != nil {
		text += ", " + brief(*a.Body)
	}
	return text
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
