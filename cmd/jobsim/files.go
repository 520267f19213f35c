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

// readInput reads a file, or standard input for "-". It returns errInterrupted if the command ends meanwhile.
func readInput(cmd *cobra.Command, name string) ([]byte, error) {
	var text []byte
	err := interruptible(cmd.Context(), func() (err error) {
		if name == "-" {
			text, err = io.ReadAll(cmd.InOrStdin())
		} else {
			text, err = os.ReadFile(name)
		}
		if err != nil {
			return fail(exitUsage, "%w", unreadable(err))
		}
		return nil
	})
	return text, err
}

// errInterrupted is the error of a command that was interrupted while it read its input.
var errInterrupted = errors.New("jobsim: interrupted while reading")

// interruptible returns the error of read, or errInterrupted as soon as ctx is done. Reading a terminal, a FIFO or a device
// may block for ever; then read goes on until the process ends.
func interruptible(ctx context.Context, read func() error) error {
	done := make(chan error, 1)
	go func() { done <- read() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return &exitError{exitRuntime, errInterrupted}
	}
}
