package main

import (
	"cmp"

	"github.com/urfave/cli/v3"
)

// agree refuses values that nothing could be served with.
func agree(cmd *cli.Command) error {
	return cmp.Or(
		unlimited(cmd),
		lasting(cmd),
		signed(cmd, "tls-ca"),
		signed(cmd, "ca-file"),
	)
}

// lasting refuses a time that is over before it begins.
func lasting(cmd *cli.Command) error {
	if after := cmd.Duration("exit-after"); after < 0 {
		return fail(exitUsage, "%s: %s: want a time that is not negative, such as 10m", said(cmd, "exit-after"), after)
	}
	return nil
}

// signed refuses the file of an authority where there is none: who waits for it would wait for ever.
func signed(cmd *cli.Command, flag string) error {
	if cmd.String("tls-listen") == "off" && cmd.String(flag) != "" {
		return fail(exitUsage, "%s off and %s contradict each other", said(cmd, "tls-listen"), said(cmd, flag))
	}
	return nil
}
