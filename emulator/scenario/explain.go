package scenario

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Paper is what Explain writes on.
type Paper struct {
	Width int  // columns; 0 stands for 80, and less than 60 for 60
	ASCII bool // bars of plain letters, for terminals without UTF-8
}

// Explain writes what can happen, without drawing anything: for each job its steps, when they can begin, what ends them
// and how likely they are, and a chart of its life; for each rule which calls it claims and what becomes of them. Times
// count from the birth of the top-level job. It answers what the writer says.
func (s *Scenario) Explain(w io.Writer, on Paper) error {
	p := &page{width: max(on.Width, 60), ink: blocks}
	if on.Width == 0 {
		p.width = 80
	}
	if on.ASCII {
		p.ink = letters
	}
	p.head(s)
	if len(s.Jobs)+len(s.Rules) == 0 && len(s.Timelines) > 0 {
		p.hung("timelines for others: ", "  ", strings.Join(s.Timelines, ", "))
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

// head writes what holds for the whole scenario.
func (p *page) head(s *Scenario) {
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

// job writes a job with its sub-jobs, and the chart of them all.
func (p *page) job(s *Scenario, spec job.Spec) {
	var lanes []lane
	p.tables(s, spec, window{}, 0, &lanes)
	p.legend(lanes)
	p.chart(lanes)
}

// rule writes one rule, with the steps of the job that a call of it starts.
func (p *page) rule(s *Scenario, r rule.Rule) {
	p.hung("on ", "   ", r.String())
	if r.Start == nil {
		return
	}
	of := job.Spec{Ref: job.Ref{API: r.API, ID: r.Location}, Timeline: r.Start.Timeline, Expires: r.Start.Expires, Consistency: r.Start.Consistency}
	p.facts("  ", append(s.following(of), lasting(of)...))
	if of.Timeline != nil {
		lanes := []lane{{rows: s.rows(of, window{})}}
		p.table(lanes[0].rows, 0)
		p.legend(lanes)
		p.chart(lanes)
	}
}

func (p *page) tables(s *Scenario, spec job.Spec, born window, depth int, lanes *[]lane) {
	rows := s.rows(spec, born)
	p.title(s, spec, depth)
	p.table(rows, depth)
	*lanes = append(*lanes, lane{id: spec.ID, depth: depth, rows: rows})
	for _, c := range spec.Children {
		p.tables(s, c, born.after(c.Starts), depth+1, lanes)
	}
}
