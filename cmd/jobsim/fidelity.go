package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
)

func fidelityCommand() *cli.Command {
	return &cli.Command{
		Name:  "fidelity",
		Usage: "tell where documents and live services differ, and what nothing settles",
		Description: manual("A setting can be set alone: \"settings: {NAME: VALUE}\" in a scenario, or --set NAME=VALUE. Its values under the two\n"+
			"profiles stand beside it. A choice is made in the code; an inferred error is one that no document has so.",
			"all of it", "jobsim fidelity",
			"for a program", "jobsim fidelity --json",
			"one setting, served", "jobsim serve --set evs.error-fields=null",
		),
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "write a JSON array, by API"},
			widthFlag(100),
		},
		Action: func(_ context.Context, cmd *cli.Command) error {
			w, ledger := cmd.Root().Writer, emulator.Fidelity()
			if cmd.Bool("json") {
				return writeJSON(w, ledger)
			}
			for i, c := range ledger {
				if i > 0 {
					fmt.Fprintln(w)
				}
				if err := writeChapter(w, cmd.Int("width"), c); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// writeChapter writes a table for each kind of points. What a setting decides stands below it.
func writeChapter(w io.Writer, width int, c emulator.LedgerChapter) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", c.Title, strings.Repeat("=", len(c.Title)))
	wide := widest(c.Points)
	last := emulator.Kind("")
	for _, p := range c.Points {
		if p.Kind != last {
			fmt.Fprintf(&b, "\n%s\n", titles[p.Kind])
		}
		last = p.Kind
		if p.Kind != emulator.ASetting {
			hanging(&b, width, wide, p.Name, p.What)
			continue
		}
		hanging(&b, width, wide, p.Name, values(p))
		hanging(&b, width, wide, "", p.What)
		hanging(&b, width, wide, "", fmt.Sprintf("Source (%s): %s.", p.Grade, p.Source))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// values are all that a setting can be, with the profiles that make it so.
func values(p emulator.LedgerPoint) string {
	all := make([]string, len(p.Values))
	for i, v := range p.Values {
		switch {
		case v == p.Documented && v == p.Observed:
			v += " (both profiles)"
		case v == p.Documented:
			v += " (documented)"
		case v == p.Observed:
			v += " (observed)"
		}
		all[i] = v
	}
	return strings.Join(all, ", ")
}

// titles head the tables of a chapter.
var titles = map[emulator.Kind]string{
	emulator.ASetting: "Settings, what each can be, and what it decides",
	emulator.AChoice:  "Choices that nothing settles, by the file that makes them",
	emulator.AnError:  "Errors that no document has so",
}

// widest is how wide the column of names must be.
func widest(points []emulator.LedgerPoint) int {
	wide := 0
	for _, p := range points {
		wide = max(wide, len(p.Name))
	}
	return wide
}

// hanging writes a text beside a name.
func hanging(b *strings.Builder, width, wide int, name, text string) {
	indent := strings.Repeat(" ", wide+4)
	fmt.Fprintf(b, "  %-*s  %s\n", wide, name, strings.TrimLeft(wrap(text, indent, width), " "))
}
