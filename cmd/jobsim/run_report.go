package main

import (
	"bytes"
	"fmt"
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

// parseReports reads the values of --report.
func parseReports(values []string) ([]reportFlag, error) {
	formats := []string{asText, asJSON, asJUnit, asGitHub}
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
	switch {
	case err != nil:
	case r.file != "":
		if err = os.WriteFile(r.file, text.Bytes(), 0o644); err != nil {
			err = fmt.Errorf("--report: %w", unwritable(r.file, err))
		}
	default:
		_, err = stderr.Write(text.Bytes())
	}
	if err != nil {
		return fail(exitRuntime, "%w", err)
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
