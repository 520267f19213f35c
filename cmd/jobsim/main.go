// Command jobsim runs and controls an emulator of four APIs whose jobs a client polls: NetApp Element, EVS, DRS and SDRS.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the first signal ends the command in order, the second ends the process at once
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes a command line, without the program's name, and returns its exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRootCmd(stdin, stdout, stderr)
	root.SetArgs(withServe(root, args))
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	coded, ok := errors.AsType[*exitError](err)
	if !ok { // cobra's own errors are all about the command line
		coded = &exitError{exitUsage, fmt.Errorf("jobsim: %w", err)}
	}
	if coded.err != nil {
		fmt.Fprintln(stderr, coded.err)
	}
	return coded.code
}
