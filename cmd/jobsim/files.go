package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// unreadable says what the file system said in one line that begins with the file.
func unreadable(err error) error {
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s cannot be read: %w", broken.Path, broken.Err)
	}
	return err
}

// unwritable says the same of a file to write, under the name that the user knows it by: what is written may be another at
// first, which then takes its place.
func unwritable(file string, err error) error {
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		err = broken.Err
	}
	if broken, ok := errors.AsType[*os.LinkError](err); ok {
		err = broken.Err
	}
	return fmt.Errorf("%s cannot be written: %w", file, err)
}
