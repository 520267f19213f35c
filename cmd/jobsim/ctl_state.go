package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
)

func newCtlResetCmd(f *ctlFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "reset",
		Short: "Begin the loaded scenarios anew, and clear the journal",
		Example: `  # before the next test
  jobsim ctl reset

  # one session alone
  jobsim ctl reset --session t1`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return do(cmd, f, "reset", func(ctx context.Context, c *admin.Client) error { return c.Reset(ctx) })
		},
	}
}

func newCtlSnapshotCmd(f *ctlFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "snapshot FILE|-",
		Short: "Write the state of the session to a file that restore reads, and that a person can read",
		Long: `Write the state of the session to a file that restore reads, and that a person can read. Secrets are masked; a new file can
be read by its owner alone, and one that exists keeps its mode.`,
		Example: `  # a state to return to
  jobsim ctl snapshot before.yaml

  # the same on standard output
  jobsim ctl snapshot -`,
		Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			get := func(ctx context.Context, c *admin.Client) ([]byte, error) { return c.Snapshot(ctx) }
			if args[0] == "-" {
				return copyText(cmd, f, get)
			}
			text, err := call(cmd, f, get)
			if err != nil {
				return err
			}
			return writePrivate(args[0], text)
		},
	}
}

func newCtlRestoreCmd(f *ctlFlags) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "restore FILE|-",
		Short: "Go on from a snapshot",
		Example: `  # also after a restart of the server
  jobsim ctl restore before.yaml`,
		Args: func(cmd *cobra.Command, args []string) error {
			if file != "" {
				return noArgs(cmd, args)
			}
			return exactArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			name := cmp.Or(strings.Join(args, ""), file)
			text, err := readInput(cmd, name)
			if err != nil {
				return err
			}
			return inFile(name, do(cmd, f, "restored "+name, func(ctx context.Context, c *admin.Client) error { return c.Restore(ctx, text) }))
		},
	}
	cmd.Flags().StringVarP(&file, "file", "f", "", "`FILE` with the snapshot, in place of the argument")
	return cmd
}

// shellQuoted returns a word as a shell reads it back.
func shellQuoted(word string) string {
	special := func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.ContainsRune("-_./:@%+,=", c))
	}
	if word != "" && !strings.ContainsFunc(word, special) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
