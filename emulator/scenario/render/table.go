package render

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// title writes the name of a job and what applies to all of its steps.
func (p *page) title(s *scenario.Scenario, spec job.Spec, depth int) {
	name := strings.TrimSpace(spec.ID + " " + spec.Type)
	if depth == 0 {
		name = spec.API + " " + name
	}
	margin := strings.Repeat("  ", depth)
	p.line(margin + name)
	var facts []string
	if depth > 0 && spec.Starts.Max > 0 {
		facts = append(facts, "starts after "+spec.Starts.String())
	}
	if !spec.Born.IsZero() {
		facts = append(facts, "born "+spec.Born.Format(time.RFC3339Nano))
	}
	if spec.Timeline == nil {
		facts = append(facts, "derived from its sub-jobs")
	}
	p.facts(margin+"  ", append(append(facts, scriptFacts(s, spec)...), visibility(spec)...))
}

// scriptFacts returns the name of the timeline that a job follows, and that its sub-jobs outlive it.
func scriptFacts(s *scenario.Scenario, spec job.Spec) []string {
	var facts []string
	a := s.Annotation(spec.Ref)
	if a.Timeline != "" {
		facts = append(facts, "timeline "+a.Timeline)
	}
	if a.Outlived {
		facts = append(facts, "impossible on purpose: sub-jobs outlive it")
	}
	return facts
}

// visibility returns how long a job can be seen, and how far what clients see lags behind.
func visibility(spec job.Spec) []string {
	var facts []string
	if spec.Expires > 0 {
		facts = append(facts, "gone "+job.FormatDuration(spec.Expires)+" after its end")
	}
	w := spec.Consistency
	if w == nil {
		return facts
	}
	switch h := w.Hidden; {
	case h.Timed:
		facts = append(facts, "hidden for "+h.For.String())
	case h.Polls == 1:
		facts = append(facts, "hidden from the first request")
	case h.Polls > 1:
		facts = append(facts, fmt.Sprintf("hidden from the first %d requests", h.Polls))
	}
	switch {
	case w.Replicas > 1:
		facts = append(facts, fmt.Sprintf("seen through %d replicas in turn, the last %s behind", w.Replicas, job.FormatDuration(w.Lag)))
	case w.Lag > 0:
		facts = append(facts, "seen "+job.FormatDuration(w.Lag)+" late")
	}
	if w.Settle > 0 {
		facts = append(facts, "its end shows "+job.FormatDuration(w.Settle)+" later in what it works on")
	}
	return facts
}

// facts writes facts in parentheses, if there are any.
func (p *page) facts(margin string, facts []string) {
	if facts != nil {
		p.wrapped(margin, "("+strings.Join(facts, ", ")+")")
	}
}

// table writes the steps of a job in columns.
func (p *page) table(rows []row, depth int) {
	cells := make([][]string, len(rows))
	var widths [4]int
	for i, r := range rows {
		cells[i] = []string{p.place(r), r.status, r.from.String(), r.ends}
		for c, text := range cells[i] {
			widths[c] = max(widths[c], utf8.RuneCountInString(text))
		}
	}
	margin := strings.Repeat("  ", depth+1)
	for i, r := range rows {
		for c, cell := range cells[i] {
			cells[i][c] = pad(cell, widths[c])
		}
		if r.chance < 1 {
			cells[i] = append(cells[i], percent(r.chance))
		}
		p.line(margin + strings.Join(cells[i], "  "))
		if r.note != "" {
			p.line(margin + strings.Repeat(" ", widths[0]+2) + r.note)
		}
	}
}

// place returns the position of a step in its script, and how many times it is gone through: "2.1 ×2×3".
func (p *page) place(r row) string {
	if len(r.times) == 0 {
		return r.place
	}
	counts := make([]string, len(r.times))
	for i, n := range r.times {
		counts[i] = p.glyphs.times + strconv.Itoa(n)
	}
	return r.place + " " + strings.Join(counts, "")
}

// legend explains "+" in the tables of a job.
func (p *page) legend(lanes []lane) {
	if opened(lanes) {
		p.wrapped("  ", "(+ counts as if a step that only a client ends took no time)")
	}
}

// percent formats a chance: never as 0 or 100 % if it is neither.
func percent(chance float64) string {
	switch {
	case chance == 0:
		return "never"
	case chance < 0.005:
		return "<1 %"
	case chance > 0.995:
		return ">99 %"
	default:
		return fmt.Sprintf("%.0f %%", 100*chance)
	}
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(width-utf8.RuneCountInString(text), 0))
}
