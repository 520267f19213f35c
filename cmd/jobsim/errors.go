package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/catalog"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// errorFlags holds the flags of the command errors.
type errorFlags struct {
	api    string
	status int
	long   bool
	output string
	width  int
}

func newErrorsCmd() *cobra.Command {
	var f errorFlags
	cmd := &cobra.Command{
		Use:   "errors [CODE|STATUS|TEXT...]",
		Short: "List the native errors of the APIs and how to get each",
		Long: `List the native errors of the APIs. With a code it prints all about that error: the exact response, where it occurs, how
well that is known, and what to write into a scenario. A number may be an HTTP status. A text is searched for in messages;
a line of a log will do.

Exit codes: 0 success, 2 wrong usage or nothing found.`,
		Example: `  # all errors of an API
  jobsim errors --api evs

  # all about one
  jobsim errors EVS.2024

  # all with one HTTP status
  jobsim errors 429

  # what a log says
  jobsim errors 'The throttling threshold has been reached'`,
		ValidArgsFunction: completeCodes,
		RunE: func(cmd *cobra.Command, args []string) error {
			return printErrors(cmd.OutOrStdout(), f, strings.Join(args, " "))
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.api, "api", "", "only those of one `API`, and of the gateway before it; or \""+catalog.Gateway+"\"")
	flags.IntVar(&f.status, "status", 0, "only those with one HTTP `STATUS`")
	flags.BoolVar(&f.long, "long", false, "print all about each error that is found")
	addOutputFlag(cmd, flags, &f.output)
	addWidthFlag(flags, &f.width, 100)
	completeFlag(cmd, "api", completeAPIs)
	return cmd
}

func printErrors(w io.Writer, f errorFlags, text string) error {
	found, err := catalog.Errors(f.api)
	if err != nil {
		return fail(exitUsage, "--api: %w", err)
	}
	if f.status != 0 {
		statuses := httpStatuses(found)
		if found = withStatus(found, f.status); len(found) == 0 {
			return fail(exitUsage, "--status: no error has the HTTP status %d: want one of %s", f.status, statuses)
		}
	}
	if text != "" {
		all := found
		if found = searchErrors(all, text); len(found) == 0 {
			return fail(exitUsage, "there is no error %q: %s", text, cmp.Or(scenario.DidYouMean(text, codes(all)), "jobsim errors lists them"))
		}
	}
	return printAs(w, f.output, found, func(w io.Writer, found []catalog.Error) error {
		if f.long || text != "" && oneCode(found) {
			return writeErrorDetails(w, f.width, found)
		}
		return writeErrors(w, f.width, found)
	})
}

// codes returns the code of each error.
func codes(entries []catalog.Error) []string {
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.Code
	}
	return all
}

// httpStatuses returns the HTTP statuses of errors in order, as one text.
func httpStatuses(entries []catalog.Error) string {
	var all []string
	for _, e := range entries {
		all = append(all, strconv.Itoa(e.HTTP))
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}

// oneCode reports whether all entries have the same code.
func oneCode(entries []catalog.Error) bool {
	return !slices.ContainsFunc(entries, func(e catalog.Error) bool { return e.Code != entries[0].Code })
}

// writeErrors writes a line per error, in one table per API.
func writeErrors(w io.Writer, width int, entries []catalog.Error) error {
	for len(entries) > 0 {
		n := slices.IndexFunc(entries, func(e catalog.Error) bool { return e.API != entries[0].API })
		if n < 0 {
			n = len(entries)
		}
		if err := writeErrorTable(w, width, entries[:n]); err != nil {
			return err
		}
		if entries = entries[n:]; len(entries) > 0 {
			fmt.Fprintln(w)
		}
	}
	return nil
}

// writeErrorTable writes the errors of one API. The message gets what the other columns leave of the width.
func writeErrorTable(w io.Writer, width int, entries []catalog.Error) error {
	const others, widestWhere, leastMessage = 32, 26, 14 // the columns of fixed width, with the gaps
	room := 0
	if width > 0 {
		room = max(width-others-widestWhere-longest(codes(entries)), leastMessage)
	}
	rows := make([][]string, len(entries))
	for i, e := range entries {
		rows[i] = []string{e.API, e.Code, strconv.Itoa(e.HTTP), string(e.Grade), cut(e.Message, room), e.Where}
	}
	return writeColumns(w, width, []string{"API", "CODE", "HTTP", "GRADE", "MESSAGE", "WHERE"}, rows)
}

// longest returns the length of the longest word.
func longest(words []string) int {
	most := 0
	for _, w := range words {
		most = max(most, len(w))
	}
	return most
}
