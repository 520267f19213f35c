package render

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Options are the properties of the terminal that Text writes for.
type Options struct {
	Width int  // columns; 0 means 80, and less than 60 means 60
	ASCII bool // draw bars with ASCII characters, for terminals without UTF-8
}

// Text writes a scenario as tables and charts. It returns the error of the writer, if any.
func Text(w io.Writer, s *scenario.Scenario, o Options) error {
	p := &page{width: max(o.Width, 60), glyphs: blocks}
	if o.Width == 0 {
		p.width = 80
	}
	if o.ASCII {
		p.glyphs = ascii
	}
	p.head(s)
	if len(s.Jobs)+len(s.Rules) == 0 && len(s.Timelines) > 0 {
		p.hanging("timelines for others: ", "  ", strings.Join(s.Timelines, ", "))
	}
	for _, spec := range s.Jobs {
		p.line("")
		p.job(s, spec)
	}
	for i, r := range s.Rules {
		if i == 0 || r.Start != nil || s.Rules[i-1].Start != nil {
			p.line("")
		}
		p.rule(s, r)
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// head writes what applies to the whole scenario.
func (p *page) head(s *scenario.Scenario) {
	title := s.Name
	if s.Description != "" {
		title += ": " + strings.Join(strings.Fields(s.Description), " ")
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

// job writes a job with its sub-jobs, and one chart of them all.
func (p *page) job(s *scenario.Scenario, spec job.Spec) {
	var lanes []lane
	p.tables(s, spec, window{}, 0, &lanes)
	p.legend(lanes)
	p.chart(lanes)
}

// rule writes a rule, with the steps of the job that a call of it starts.
func (p *page) rule(s *scenario.Scenario, r rule.Rule) {
	p.hanging("on ", "   ", r.String())
	if r.Start == nil {
		return
	}
	of := job.Spec{Ref: job.Ref{API: r.API, ID: r.Location}, Timeline: r.Start.Timeline, Expires: r.Start.Expires, Consistency: r.Start.Consistency}
	p.facts("  ", append(scriptFacts(s, of), visibility(of)...))
	if of.Timeline != nil {
		lanes := []lane{{rows: rowsOf(s, of, window{})}}
		p.table(lanes[0].rows, 0)
		p.legend(lanes)
		p.chart(lanes)
	}
}

// tables writes the steps of a job and of its sub-jobs, and appends the lanes of their chart.
func (p *page) tables(s *scenario.Scenario, spec job.Spec, born window, depth int, lanes *[]lane) {
	rows := rowsOf(s, spec, born)
	p.title(s, spec, depth)
	p.table(rows, depth)
	*lanes = append(*lanes, lane{id: spec.ID, depth: depth, rows: rows})
	for _, c := range spec.Children {
		p.tables(s, c, born.after(c.Starts), depth+1, lanes)
	}
}
