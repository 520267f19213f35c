package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

func errorsCommand() *cli.Command {
	return &cli.Command{
		Name:      "errors",
		Usage:     "list the native errors of the APIs and how to get each",
		ArgsUsage: "[CODE or text]",
		Description: manual("With a code it tells all about it: the exact answer, where it occurs, how well that is known, and what to\n"+
			"write into a scenario. A text is searched for in messages; a line of a log will do, too.",
			"all errors of an API", "jobsim errors --api evs",
			"all about one", "jobsim errors EVS.2024",
			"what was that in the log?", "jobsim errors 'The throttling threshold has been reached'",
		),
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "api", Usage: "only those of one `API`, and of the gateway before it; or \"" + emulator.Gateway + "\""},
			&cli.BoolFlag{Name: "long", Usage: "tell all about each error that is found"},
			&cli.BoolFlag{Name: "json", Usage: "write a JSON array with all about each"},
			widthFlag(100),
		},
		Action: listErrors,
	}
}

func listErrors(_ context.Context, cmd *cli.Command) error {
	found, err := emulator.Catalogue(cmd.String("api"))
	if err != nil {
		return fail(exitUsage, "--api: %w", err)
	}
	text := strings.Join(cmd.Args().Slice(), " ")
	if text != "" {
		all := found
		if found = search(all, text); len(found) == 0 {
			return fail(exitUsage, "there is no error %q: %s", text, cmp.Or(scenario.DidYouMean(text, codes(all)), "jobsim errors lists what there is"))
		}
	}
	w, width := cmd.Root().Writer, cmd.Int("width")
	switch {
	case cmd.Bool("json"):
		return writeJSON(w, found)
	case cmd.Bool("long"), text != "" && oneCode(found):
		return writeCards(w, width, found)
	default:
		return writeErrors(w, width, found)
	}
}

func codes(entries []emulator.CatalogEntry) []string {
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.Code
	}
	return all
}

// oneCode tells whether all entries are of one code.
func oneCode(entries []emulator.CatalogEntry) bool {
	for _, e := range entries {
		if e.Code != entries[0].Code {
			return false
		}
	}
	return true
}

// writeJSON writes a value for programs, as it is on the wire: without escapes for HTML.
func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// writeErrors writes one line for each error, in a table for each API.
func writeErrors(w io.Writer, width int, entries []emulator.CatalogEntry) error {
	for len(entries) > 0 {
		n := slices.IndexFunc(entries, func(e emulator.CatalogEntry) bool { return e.API != entries[0].API })
		if n < 0 {
			n = len(entries)
		}
		if err := writeTable(w, width, entries[:n]); err != nil {
			return err
		}
		if entries = entries[n:]; len(entries) > 0 {
			fmt.Fprintln(w)
		}
	}
	return nil
}

// writeTable writes the errors of one API. The message gets what the other columns leave of the width.
func writeTable(w io.Writer, width int, entries []emulator.CatalogEntry) error {
	const others, widestWhere, leastMessage = 32, 26, 14 // the columns of fixed width, with the gaps
	room := 0
	if width > 0 {
		room = max(width-others-widestWhere-longest(codes(entries)), leastMessage)
	}
	rows := make([][]string, len(entries))
	for i, e := range entries {
		rows[i] = []string{e.API, e.Code, strconv.Itoa(e.HTTP), string(e.Grade), cut(e.Message, room), e.Where}
	}
	return columns(w, width, []string{"API", "CODE", "HTTP", "GRADE", "MESSAGE", "WHERE"}, rows)
}

func longest(words []string) int {
	most := 0
	for _, w := range words {
		most = max(most, len(w))
	}
	return most
}

// writeCards writes all about each error.
func writeCards(w io.Writer, width int, entries []emulator.CatalogEntry) error {
	for i, e := range entries {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if _, err := io.WriteString(w, card(e, width)); err != nil {
			return err
		}
	}
	return nil
}
