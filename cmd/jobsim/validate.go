package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func validateCommand() *cli.Command {
	return &cli.Command{
		Name:      "validate",
		Usage:     "check scenarios and tell every fault with its place",
		ArgsUsage: "SCENARIO...",
		Description: manual("Exits with 3 if any file has a fault.",
			"all files of a folder", "jobsim validate scenarios",
			"in a workflow, as annotations of the lines", "jobsim validate --format github scenarios",
			"what another program writes", "generate-scenario | jobsim validate -",
		),
		Flags: []cli.Flag{
			&cli.StringFlag{
				Name: "format", Value: "text",
				Usage: "`FORMAT` of the faults: text for people, json for programs, github for annotations of a workflow",
			},
		},
		Action: validate,
	}
}

// reporters write faults for who is not a person, on standard output.
var reporters = map[string]func(io.Writer, scenario.Diagnostics) error{"text": nil, "json": reportJSON, "github": reportGitHub}

func validate(_ context.Context, cmd *cli.Command) error {
	w, format := cmd.Root().Writer, cmd.String("format")
	report, known := reporters[format]
	if !known {
		return fail(exitUsage, "--format %q: want text, json or github", format)
	}
	err := each(cmd, func(src emulator.Source, s *scenario.Scenario) error {
		if report != nil {
			return nil
		}
		_, err := fmt.Fprintf(w, "%s: ok, %s\n", src.Name, contents(s))
		return err
	})
	faults, faulty := errors.AsType[scenario.Diagnostics](err)
	if report == nil || err != nil && !faulty {
		return err
	}
	if err := report(w, faults); err != nil || !faulty {
		return err
	}
	return fail(exitScenario, "%s", counted(len(faults), "fault"))
}

// contents counts what a scenario has.
func contents(s *scenario.Scenario) string {
	text := counted(len(s.Jobs), "job") + ", " + counted(len(s.Rules), "rule")
	if n := len(s.Timelines); n > 0 {
		text += ", " + counted(n, "timeline")
	}
	return text
}

// counted is a number of things: 1 job, 2 jobs.
func counted(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// faultJSON is a fault as programs read it.
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

// The escapes of GitHub's workflow commands: in a message, and in a property, which a colon or a comma would end.
var (
	inMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	inProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

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
		_, err := fmt.Fprintf(w, "::error file=%s,line=%d,col=%d::%s\n", inProperty.Replace(f.File), f.Line, f.Col, inMessage.Replace(message))
		if err != nil {
			return err
		}
	}
	return nil
}
