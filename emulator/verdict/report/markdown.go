package report

import (
	"fmt"
	"io"
	"strings"
)

// cell escapes a text for a cell of a Markdown table.
var cell = strings.NewReplacer("|", `\|`, "\n", " ", "\r", "", "<", "&lt;", "`", "'", "*", `\*`, "_", `\_`)

// Markdown writes the verdicts for the summary of a workflow's step.
func Markdown(w io.Writer, all []Session) error {
	var b strings.Builder
	for _, s := range all {
		s.markdown(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Session) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "### %s\n\n%s\n", s.label("jobsim"), cell.Replace(s.Report.Summary()))
	if len(s.Report.Expectations) > 0 {
		b.WriteString("\n| | expectation | seen instead |\n|---|---|---|\n")
		for _, o := range s.Report.Expectations {
			fmt.Fprintf(b, "| %s | %s | %s |\n", o.State, cell.Replace(o.Expect), cell.Replace(o.Saw))
		}
	}
	if len(s.Report.Findings) > 0 {
		b.WriteString("\n| level | finding | on | what | shown by | way out |\n|---|---|---|---|---|---|\n")
		for _, f := range s.Report.Findings {
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s |\n", f.Level, f.ID, cell.Replace(f.Subject), cell.Replace(f.Message),
				cell.Replace(evidence(f.Entries, f.Count)), cell.Replace(f.WayOut))
		}
	}
	for _, a := range s.Report.Allowed {
		fmt.Fprintf(b, "\nAllowed: %s on %s: %s\n", a.Finding.ID, cell.Replace(a.Finding.Subject), cell.Replace(a.Because))
	}
	for _, n := range s.Report.NotGradable {
		fmt.Fprintf(b, "\nNot gradable: %s: %s\n", strings.Join(n.IDs, ", "), cell.Replace(n.Reason))
	}
	b.WriteString("\n")
}
