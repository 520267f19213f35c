package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict/report"
)

func newValidateCmd() *cobra.Command {
	var o validateOptions
	o.format = "text"
	cmd := &cobra.Command{
		Use:   "validate SCENARIO...",
		Short: "Check scenarios and print every fault with its place",
		Long: `Check scenarios and print every fault with its place.

Exit codes: 0 all are valid, 2 wrong usage, 3 invalid or missing scenario.`,
		Example: `  # all files of a directory and its subdirectories, as serve loads them together
  jobsim validate scenarios

  # each of them alone, with remarks taken for faults
  jobsim validate --each --strict scenarios

  # annotations of the lines, in a workflow of GitHub
  jobsim validate --format github scenarios

  # a scenario that another program writes
  generate-scenario | jobsim validate -`,
		ValidArgsFunction: completeScenarios,
		RunE: func(cmd *cobra.Command, args []string) error {
			return validate(cmd, o, args)
		},
	}
	formats := []string{"text", "json", "github"}
	cmd.Flags().Var(choice{&o.format, formats}, "format", "`FORMAT` of the faults: text for people, json for programs, github for annotations of a workflow")
	completeFlag(cmd, "format", words(formats...))
	cmd.Flags().BoolVar(&o.strict, "strict", false, "take remarks, on what is legal but probably not meant, for faults")
	cmd.Flags().BoolVar(&o.each, "each", false, "check each file alone, and not whether they can be served together")
	return cmd
}

// reporters write faults to standard output, by format; text goes to standard error like other errors.
var reporters = map[string]func(io.Writer, scenario.Diagnostics) error{"json": reportJSON, "github": reportGitHub}

// validateOptions are the flags of validate.
type validateOptions struct {
	format       string
	strict, each bool
}

func validate(cmd *cobra.Command, o validateOptions, args []string) error {
	all, err := readScenarios(cmd, args)
	write := reporters[o.format]
	faults, invalid := errors.AsType[scenario.Diagnostics](err)
	var remarks scenario.Diagnostics
	var read []*scenario.Scenario
	for _, one := range all {
		read, remarks = append(read, one.scenario), append(remarks, one.scenario.Remarks...)
	}
	if err == nil && !o.each {
		if err = scenario.Clashes(read); err != nil {
			faults, invalid = errors.AsType[scenario.Diagnostics](err)
			err = &exitError{exitScenario, err}
		}
	}
	if o.strict && len(remarks) > 0 && (err == nil || invalid) {
		faults, remarks, invalid = append(faults, remarks...), nil, true
		err = &exitError{exitScenario, faults}
	}
	if err != nil && (write == nil || !invalid) {
		return err
	}
	w := cmd.OutOrStdout()
	if write == nil {
		for _, remark := range remarks {
			fmt.Fprintf(cmd.ErrOrStderr(), "remark: %s\n", remark)
		}
		for _, one := range all {
			if _, err := fmt.Fprintf(w, "%s: ok, %s\n", one.source.Name, summary(one.scenario)); err != nil {
				return err
			}
		}
		return nil
	}
	if err := write(w, faults); err != nil || !invalid {
		return err
	}
	return fail(exitScenario, "%s", counted(len(faults), "fault"))
}

// summary counts what a scenario has.
func summary(s *scenario.Scenario) string {
	jobs := 0
	for _, spec := range s.Jobs {
		jobs++
		if spec.Family != nil {
			jobs += spec.Family.Len() - 1
		}
	}
	text := counted(jobs, "job") + ", " + counted(len(s.Rules), "rule")
	if n := len(s.Timelines); n > 0 {
		text += ", " + counted(n, "timeline")
	}
	if n := len(s.Expect); n > 0 {
		text += ", " + counted(n, "expectation")
	}
	return text
}

// counted returns a number with its noun: 1 job, 2 jobs.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// faultJSON is a fault in --format json.
type faultJSON struct {
	File    string `json:"file"`
	Line    int    `json:"line"` // from 1
	Col     int    `json:"col"`  // from 1, in characters
	Message string `json:"message"`
	Want    string `json:"want"` // may be empty
	Hint    string `json:"hint"` // may be empty

	IncludedBy string `json:"included_by,omitempty"` // file:line, of a fault in a file that the scenario includes
}

func reportJSON(w io.Writer, faults scenario.Diagnostics) error {
	all := make([]faultJSON, len(faults))
	for i, f := range faults {
		all[i] = faultJSON{f.File, f.Line, f.Col, f.Message, f.Want, f.Hint, f.IncludedBy}
	}
	return writeJSON(w, all)
}

func reportGitHub(w io.Writer, faults scenario.Diagnostics) error {
	for _, f := range faults {
		message := f.Message
		if f.Want != "" {
			message += "\nexpected " + f.Want
		}
		if f.Hint != "" {
			message += "\n" + f.Hint
		}
		if f.IncludedBy != "" {
			message += "\nincluded by " + f.IncludedBy
		}
		if _, err := fmt.Fprintln(w, report.Annotation{Level: "error", File: f.File, Line: f.Line, Col: f.Col, Message: message}); err != nil {
			return err
		}
	}
	return nil
}
