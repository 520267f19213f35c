package main

import (
	"context"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/urfave/cli/v3"
)

func ctlReset() *cli.Command {
	return &cli.Command{
		Name: "reset", Usage: "begin the loaded scenarios anew, and forget the journal",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			if _, err := arguments(cmd, 0); err != nil {
				return err
			}
			return done(ctx, cmd, question{method: http.MethodPost, path: "/reset"}, "reset")
		},
	}
}

func ctlSnapshot() *cli.Command {
	return &cli.Command{
		Name: "snapshot", Usage: "write all that is to a file that restore takes, and that a person can read", ArgsUsage: "FILE|-", Action: snapshot,
	}
}

func snapshot(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 1)
	if err != nil {
		return err
	}
	q := question{method: http.MethodGet, path: "/snapshot"}
	if args[0] == "-" {
		return raw(ctx, cmd, q)
	}
	r, err := remoteOf(cmd)
	if err != nil {
		return err
	}
	text, err := r.fetch(ctx, q)
	if err != nil {
		return err
	}
	if err := os.WriteFile(args[0], text, 0o644); err != nil {
		return fail(exitRuntime, "%w", err)
	}
	return nil
}

func ctlRestore() *cli.Command {
	return &cli.Command{
		Name: "restore", Usage: "go on from a snapshot", ArgsUsage: "FILE|-",
		Action: func(ctx context.Context, cmd *cli.Command) error {
			args, err := arguments(cmd, 1)
			if err != nil {
				return err
			}
			text, err := readInput(args[0])
			if err != nil {
				return err
			}
			return inFile(args[0], done(ctx, cmd, question{method: http.MethodPost, path: "/restore", body: text}, "restored "+args[0]))
		},
	}
}

// readInput reads a file, or standard input for "-".
func readInput(name string) ([]byte, error) {
	read := func() ([]byte, error) { return os.ReadFile(name) }
	if name == "-" {
		read = func() ([]byte, error) { return io.ReadAll(os.Stdin) }
	}
	text, err := read()
	if err != nil {
		return nil, fail(exitUsage, "%w", unreadable(err))
	}
	return text, nil
}

// quoted is a word for a shell: as it is where nothing in it means something there.
func quoted(word string) string {
	plain := func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("-_./:@%+,=", c))
	}
	if word != "" && !strings.ContainsFunc(word, plain) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
