package main

import (
	"bytes"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/verdict"
	"github.com/jobsim/jobsim/emulator/verdict/report"
)

// The formats of --report.
const (
	asText   = "text"
	asJUnit  = "junit"
	asGitHub = "github"
)

// stepSummary is the variable with the file to which a step of a GitHub workflow appends its summary, in Markdown.
const stepSummary = "GITHUB_STEP_SUMMARY"

// reportFlag is one value of --report: a format, and the file that it goes to; empty means standard error.
type reportFlag struct{ format, file string }

// parseReports reads the values of --report, which are some of the formats.
func parseReports(values []string, formats ...string) ([]reportFlag, error) {
	var all []reportFlag
	for _, value := range values {
		format, file, named := strings.Cut(value, ":")
		if !slices.Contains(formats, format) {
			return nil, fail(exitUsage, "--report: %q: want FORMAT or FORMAT:FILE with one of the formats %s, such as junit:verdict.xml", value, strings.Join(formats, ", "))
		}
		if named && file == "" {
			return nil, fail(exitUsage, "--report: %q: want a file behind the colon, such as %s:verdict.%s", value, format, format)
		}
		all = append(all, reportFlag{format, file})
	}
	if !slices.ContainsFunc(all, func(r reportFlag) bool { return r.file == "" }) {
		all = append(all, reportFlag{format: asText}) // people read it, whatever programs read
	}
	return all, nil
}

// write writes the verdicts where the flag says.
func (r reportFlag) write(stderr io.Writer, v *verdicts, all []report.Session, level verdict.Level) error {
	var text bytes.Buffer
	var err error
	switch r.format {
	case asJSON:
		err = report.JSON(&text, all)
	case asJUnit:
		err = report.JUnit(&text, all, level)
	case asGitHub:
		err = report.GitHub(&text, all)
	default:
		err = v.text(&text, all)
	}
	if err == nil && r.format == asGitHub {
		err = appendSummary(all)
	}
	if err != nil {
		return fail(exitRuntime, "%w", err)
	}
	return r.writeText(stderr, text.Bytes())
}

// writeText writes a report where the flag says.
func (r reportFlag) writeText(stderr io.Writer, text []byte) error {
	if r.file == "" {
		_, err := stderr.Write(text)
		return err
	}
	if err := os.WriteFile(r.file, text, 0o644); err != nil {
		return fail(exitRuntime, "--report: %w", unwritable(r.file, err))
	}
	return nil
}

// appendSummary appends the verdicts to the summary of a workflow's step, if this is one.
func appendSummary(all []report.Session) error {
	name := os.Getenv(stepSummary)
	if name == "" {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return unwritable(name, err)
	}
	err = report.Markdown(f, all)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
