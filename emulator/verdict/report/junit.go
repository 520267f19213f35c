package report

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/verdict"
)

// The elements of JUnit XML, as the readers of CI systems take them.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Time     string      `xml:"time,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Time    string        `xml:"time,attr"`
		Failure *junitProblem `xml:"failure"`
		Skipped *junitSkipped `xml:"skipped"`
		Out     string        `xml:"system-out,omitempty"`
	}
	junitProblem struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr"`
		Text    string `xml:",chardata"`
	}
	junitSkipped struct {
		Message string `xml:"message,attr"`
	}
)

// noTime is the duration of a case: a verdict takes none.
const noTime = "0"

// JUnit writes the verdicts as JUnit XML: a suite for each session, in which each expectation and each kind of finding is a test case. A
// case fails if its expectation is missed, or if there is a finding at least as bad as level; an empty level fails nothing. It is
// skipped if it could not be judged.
func JUnit(w io.Writer, all []Session, level verdict.Level) error {
	doc := junitSuites{Name: "jobsim"}
	for _, s := range all {
		suite := junitSuite{Name: s.label("jobsim verdict"), Time: noTime, Cases: s.cases(level)}
		for _, c := range suite.Cases {
			suite.Tests++
			switch {
			case c.Failure != nil:
				suite.Failures++
			case c.Skipped != nil:
				suite.Skipped++
			}
		}
		doc.Tests, doc.Failures, doc.Skipped = doc.Tests+suite.Tests, doc.Failures+suite.Failures, doc.Skipped+suite.Skipped
		doc.Suites = append(doc.Suites, suite)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// cases returns the test cases of a session: the expectations in their order, then all kinds of findings.
func (s Session) cases(level verdict.Level) []junitCase {
	var all []junitCase
	for _, o := range s.Report.Expectations {
		c := junitCase{Name: o.Expect, Class: s.label("jobsim.expect"), Time: noTime}
		c.File, c.Line, _ = place(o.Place)
		switch {
		case o.State == verdict.Open:
			c.Skipped = &junitSkipped{Message: "it is neither met nor missed yet"}
		case o.State == verdict.Missed && level == "":
			c.Out = missed(o)
		case o.State == verdict.Missed:
			c.Failure = &junitProblem{Message: missedInShort(o), Type: "missed", Text: missed(o)}
		}
		all = append(all, c)
	}
	for _, id := range s.kinds() {
		all = append(all, s.caseOf(id, level))
	}
	return all
}

// kinds returns the ids of all kinds of findings, ordered, and those of the report.
func (s Session) kinds() []string {
	all := verdict.KindIDs()
	for _, f := range s.Report.Findings {
		all = append(all, f.ID)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// missedInShort returns one line about an expectation that is missed.
func missedInShort(o verdict.Outcome) string {
	if o.Saw == "" {
		return "missed: " + o.Expect
	}
	return "saw " + o.Saw
}

// caseOf returns the test case of a kind of findings.
func (s Session) caseOf(id string, level verdict.Level) junitCase {
	c := junitCase{Name: id, Class: s.label("jobsim.findings"), Time: noTime}
	var out, short, long []string
	for _, f := range s.Report.Findings {
		switch {
		case f.ID != id:
		case level != "" && f.Level.AtLeast(level):
			short, long = append(short, f.Subject+": "+f.Message), append(long, details(f))
		default:
			out = append(out, string(f.Level)+": "+details(f))
		}
	}
	for _, a := range s.Report.Allowed {
		if a.Finding.ID == id {
			out = append(out, "allowed: "+a.Finding.Subject+": "+a.Because)
		}
	}
	for _, n := range s.Report.NotGradable {
		if slices.Contains(n.IDs, id) {
			c.Skipped = &junitSkipped{Message: "not gradable: " + n.Reason}
		}
	}
	if len(short) > 0 {
		c.Failure, c.Skipped = &junitProblem{Message: strings.Join(short, "; "), Type: "finding", Text: strings.Join(long, "\n\n")}, nil
	}
	c.Out = strings.Join(out, "\n\n")
	return c
}
