package verdict

import (
	"fmt"
	"strconv"
	"strings"
)

// String returns the report for people: a line with the sum, then each expectation that is not met and each finding, with the
// entries that show it. There is no newline at the end.
func (r Report) String() string {
	var b strings.Builder
	b.WriteString(r.Summary())
	for _, o := range r.Expectations {
		if o.State == Met {
			continue
		}
		fmt.Fprintf(&b, "\n%-8s %s%s", o.State, o.Expect, inBrackets(o.Place))
		detail(&b, "saw", o.Saw)
		detail(&b, "shown by", entriesText(o.Entries, len(o.Entries)))
	}
	for _, f := range r.Findings {
		f.write(&b)
	}
	for _, a := range r.Allowed {
		fmt.Fprintf(&b, "\nallowed  %s  %s: %s%s", a.Finding.ID, a.Finding.Subject, a.Because, inBrackets(a.Place))
	}
	for _, n := range r.NotGradable {
		fmt.Fprintf(&b, "\nnot gradable: %s: %s", strings.Join(n.IDs, ", "), n.Reason)
	}
	if r.Limited != "" {
		b.WriteString("\nlimited: " + r.Limited)
	}
	return b.String()
}

// Brief returns the expectations that are not met and the findings, a line for each, without a newline at the end. It is empty if
// there are none.
func (r Report) Brief() string {
	var lines []string
	for _, o := range r.Expectations {
		if o.State != Met {
			lines = append(lines, fmt.Sprintf("%s: %s%s: saw %s", o.State, o.Expect, inBrackets(o.Place), o.Saw))
		}
	}
	for _, f := range r.Findings {
		lines = append(lines, fmt.Sprintf("%s: %s, %s: %s", f.Level, f.ID, f.Subject, f.Message))
	}
	return strings.Join(lines, "\n")
}

// Summary returns the report in one line: "verdict failed: 12 requests, 2 of 3 expectations met, 1 error, 2 warnings".
func (r Report) Summary() string {
	parts := []string{plural(int(r.Requests), "request")}
	met := 0
	for _, o := range r.Expectations {
		if o.State == Met {
			met++
		}
	}
	if n := len(r.Expectations); n > 0 {
		parts = append(parts, fmt.Sprintf("%d of %s met", met, plural(n, "expectation")))
	}
	count := map[Level]int{}
	for _, f := range r.Findings {
		count[f.Level]++
	}
	for _, l := range []Level{Error, Warning, Note} {
		if count[l] > 0 {
			parts = append(parts, plural(count[l], string(l)))
		}
	}
	if len(r.Findings) == 0 {
		parts = append(parts, "no findings")
	}
	if n := len(r.Allowed); n > 0 {
		parts = append(parts, fmt.Sprintf("%d allowed", n))
	}
	return fmt.Sprintf("verdict %s: %s", r.State, strings.Join(parts, ", "))
}

// write appends a finding with its details.
func (f Finding) write(b *strings.Builder) {
	fmt.Fprintf(b, "\n%-8s %s  %s: %s", f.Level, f.ID, f.Subject, f.Message)
	detail(b, "shown by", entriesText(f.Entries, f.Count))
	detail(b, "why", f.Why+inBrackets(f.Source))
	detail(b, "way out", f.WayOut)
}

// detail appends an indented line, unless its text is empty.
func detail(b *strings.Builder, name, text string) {
	if text != "" {
		fmt.Fprintf(b, "\n         %s: %s", name, text)
	}
}

// String returns the entry in a few words: "#7 12:00:04.5 evs.showJob 200 RUNNING".
func (e Evidence) String() string {
	text := fmt.Sprintf("#%d %s %s", e.N, e.At.UTC().Format("15:04:05.999"), e.Call)
	if e.Status != 0 {
		text += " " + strconv.Itoa(e.Status)
	}
	if e.Shown != "" {
		text += " " + e.Shown
	}
	return text
}

func entriesText(all []Evidence, count int) string {
	texts := make([]string, len(all))
	for i, e := range all {
		texts[i] = e.String()
	}
	text := strings.Join(texts, ", ")
	if len(all) == MaxEvidence && count > MaxEvidence {
		text += ", …"
	}
	return text
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
