package scenario

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jobsim/jobsim/emulator/job"
)

// Paper is what Explain writes on.
type Paper struct {
	Width int  // columns; 0 stands for 80, and less than 60 for 60
	ASCII bool // bars of plain letters, for terminals without UTF-8
}

// page collects what Explain writes.
type page struct {
	strings.Builder
	width int
	ink   ink
}

// Explain writes what can happen, without drawing anything: for each job its steps, when they can begin, what ends them
// and how likely they are, and a chart of its life. Times count from the birth of the top-level job. It answers what the
// writer says.
func (s *Scenario) Explain(w io.Writer, on Paper) error {
	p := &page{width: max(on.Width, 60), ink: blocks}
	if on.Width == 0 {
		p.width = 80
	}
	if on.ASCII {
		p.ink = letters
	}
	p.head(s)
	for _, spec := range s.Jobs {
		p.line("")
		p.job(s, spec)
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// head writes what holds for the whole scenario.
func (p *page) head(s *Scenario) {
	title := s.Name
	if s.About != "" {
		title += ": " + strings.Join(strings.Fields(s.About), " ")
	}
	p.wrapped("", title)
	var facts []string
	if s.Seed != nil {
		facts = append(facts, fmt.Sprintf("seed %d", *s.Seed))
	}
	if s.Profile != "" {
		facts = append(facts, "profile "+s.Profile)
	}
	for _, name := range slices.Sorted(maps.Keys(s.Settings)) {
		facts = append(facts, name+" "+s.Settings[name])
	}
	if facts != nil {
		p.wrapped("", strings.Join(facts, ", "))
	}
}

// job writes a job with its sub-jobs, and the chart of them all.
func (p *page) job(s *Scenario, spec job.Spec) {
	var lanes []lane
	p.tables(s, spec, window{}, 0, &lanes)
	p.chart(lanes)
}

func (p *page) tables(s *Scenario, spec job.Spec, born window, depth int, lanes *[]lane) {
	rows := s.rows(spec, born)
	p.title(spec, depth)
	p.table(rows, depth)
	*lanes = append(*lanes, lane{id: spec.ID, depth: depth, rows: rows})
	for _, c := range spec.Children {
		p.tables(s, c, born.after(c.Starts), depth+1, lanes)
	}
}

// title writes what is said of a job as a whole.
func (p *page) title(spec job.Spec, depth int) {
	name := strings.TrimSpace(spec.ID + " " + spec.Type)
	if depth == 0 {
		name = spec.API + " " + name
	}
	margin := strings.Repeat("  ", depth)
	p.line(margin + name)
	var facts []string
	if depth > 0 && spec.Starts.Max > 0 {
		facts = append(facts, "starts after "+window{min: spec.Starts.Min, max: spec.Starts.Max}.String())
	}
	if !spec.Born.IsZero() {
		facts = append(facts, "born "+spec.Born.Format(time.RFC3339Nano))
	}
	if spec.Timeline == nil {
		facts = append(facts, "derived from its sub-jobs")
	}
	if spec.Expires > 0 {
		facts = append(facts, "gone "+short(spec.Expires)+" after its end")
	}
	if facts != nil {
		p.wrapped(margin+"  ", "("+strings.Join(facts, ", ")+")")
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
		if r.said != "" {
			p.line(margin + strings.Repeat(" ", widths[0]+2) + r.said)
		}
	}
	p.legend(rows, margin)
}

// place is where a step stands in its script, and how often that is gone through: "2.1 ×2×3".
func (p *page) place(r row) string {
	if len(r.times) == 0 {
		return r.place
	}
	counts := make([]string, len(r.times))
	for i, n := range r.times {
		counts[i] = p.ink.times + strconv.Itoa(n)
	}
	return r.place + " " + strings.Join(counts, "")
}

// legend says what "from" means in a table, and on whom the instants there wait.
func (p *page) legend(rows []row, margin string) {
	for _, r := range rows {
		if r.opener != nil {
			p.wrapped(margin, "(from, "+p.ink.soonest+": at the soonest; "+r.opener.Status+" ends "+ending(r.opener.Until)+
				", which a client decides)")
			return
		}
	}
}

// percent is a chance for people: never 0 or 100 % for what is neither.
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

// line writes a line, cut to the page.
func (p *page) line(text string) {
	text = printable([]rune(strings.TrimRight(text, " ")))
	if c := []rune(text); len(c) > p.width {
		text = string(c[:p.width-1]) + p.ink.more
	}
	p.WriteString(text + "\n")
}

// wrapped writes a text behind a margin, over as many lines as it takes.
func (p *page) wrapped(margin, text string) {
	line := margin
	for word := range strings.FieldsSeq(text) {
		if line != margin && utf8.RuneCountInString(line+word) > p.width {
			p.line(line)
			line = margin
		}
		line += word + " "
	}
	p.line(line)
}
