package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/jobsim/jobsim/emulator/verdict"
)

// Annotation is a remark that GitHub shows at a workflow's run, and at a line of a file if it has one.
type Annotation struct {
	Level     string // "error", "warning" or "notice"
	File      string // empty: it is about no file
	Line, Col int    // from 1; 0 if unknown
	Title     string // may be empty
	Message   string // may have several lines
}

// The escapes of GitHub's workflow commands: in a message, and in a property, which a colon or a comma would end.
var (
	inMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// String returns the annotation as the workflow command that makes it, without a newline at its end.
func (a Annotation) String() string {
	var properties []string
	add := func(name, value string) {
		if value != "" && value != "0" {
			properties = append(properties, name+"="+inProperty.Replace(value))
		}
	}
	add("file", a.File)
	add("line", strconv.Itoa(a.Line))
	add("col", strconv.Itoa(a.Col))
	add("title", a.Title)
	command := "::" + a.Level
	if len(properties) > 0 {
		command += " " + strings.Join(properties, ",")
	}
	return command + "::" + inMessage.Replace(a.Message)
}

// GitHub writes an annotation for each expectation that is missed and each finding.
func GitHub(w io.Writer, all []Session) error {
	for _, s := range all {
		for _, a := range s.annotations() {
			if _, err := fmt.Fprintln(w, a); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s Session) annotations() []Annotation {
	var all []Annotation
	for _, o := range s.Report.Expectations {
		if o.State != verdict.Missed {
			continue
		}
		a := Annotation{Level: "error", Title: s.label("jobsim: expectation missed"), Message: missed(o)}
		a.File, a.Line, a.Col = place(o.Place)
		all = append(all, a)
	}
	levels := map[verdict.Level]string{verdict.Error: "error", verdict.Warning: "warning", verdict.Note: "notice"}
	for _, f := range s.Report.Findings {
		all = append(all, Annotation{Level: levels[f.Level], Title: s.label("jobsim: " + f.ID), Message: details(f)})
	}
	return all
}

// missed returns what there is to say about an expectation that is missed.
func missed(o verdict.Outcome) string {
	text := "expected " + o.Expect
	if o.Saw != "" {
		text += "\nsaw: " + o.Saw
	}
	if len(o.Entries) > 0 {
		text += "\nshown by: " + evidence(o.Entries, len(o.Entries))
	}
	return text
}

// place takes a place, file:line:column, apart. The file may have colons of its own, and line and column may be missing.
func place(text string) (file string, line, col int) {
	cut := func() int {
		i := strings.LastIndexByte(text, ':')
		n, err := strconv.Atoi(text[i+1:])
		if i < 0 || err != nil {
			return 0
		}
		text = text[:i]
		return n
	}
	last := cut()
	if before := cut(); before > 0 {
		return text, before, last
	}
	return text, last, 0
}
