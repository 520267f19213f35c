package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"
)

// unreadable returns an error of the file system as one that begins with the file's name.
func unreadable(err error) error {
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s cannot be read: %w", broken.Path, broken.Err)
	}
	return err
}

// unwritable returns an error of writing a file as one that begins with the name that the user gave, since a temporary file
// may have been written first.
func unwritable(file string, err error) error {
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		err = broken.Err
	}
	if broken, ok := errors.AsType[*os.LinkError](err); ok {
		err = broken.Err
	}
	return fmt.Errorf("%s cannot be written: %w", file, err)
}

// writePrivate writes a file that may hold secrets. A new file can be read by its owner alone. One that exists keeps its mode:
// whoever made it has decided who may read it.
func writePrivate(file string, text []byte) error {
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return fail(exitRuntime, "%w", unwritable(file, err))
	}
	return nil
}

// readInput reads a file, or standard input for "-". It returns errInterrupted if the command ends meanwhile.
func readInput(cmd *cobra.Command, name string) ([]byte, error) {
	return interruptible(cmd.Context(), func() (text []byte, err error) {
		if name == "-" {
			text, err = io.ReadAll(cmd.InOrStdin())
		} else {
			text, err = os.ReadFile(name)
		}
		if err != nil {
			return nil, fail(exitUsage, "%w", unreadable(err))
		}
		return text, nil
	})
}

// errInterrupted is the error of a command that was interrupted while it read its input.
var errInterrupted = errors.New("jobsim: interrupted while reading")

// interruptible returns what read returns, or errInterrupted as soon as ctx is done. Reading a terminal, a FIFO or a device may
// block for ever; then read goes on until the process ends, so it must share no variable with the caller.
func interruptible[T any](ctx context.Context, read func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := read()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, &exitError{exitRuntime, errInterrupted}
	}
}
