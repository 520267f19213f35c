package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/jobsim/jobsim/emulator/verdict/coverage"
)

// coverageEnv is the variable with the directory in which test binaries write what their clients were shown, a file each.
const coverageEnv = envPrefix + "COVERAGE"

// coverageDir returns the directory in which the command's own emulators write what their clients were shown.
func (s *localServer) coverageDir() string { return filepath.Join(s.dir, "coverage") }

// variables returns the variables that a command gets besides those of all clients.
func (s *localServer) variables(f *runFlags) ([]assignment, error) {
	var all []assignment
	if f.trustCA {
		var err error
		if all, err = s.trust(); err != nil {
			return nil, err
		}
	}
	if f.coverage == os.Getenv(coverageEnv) && f.coverage != "" { // it names a directory, which need not be there yet
		if err := os.MkdirAll(f.coverage, 0o755); err != nil {
			return nil, fail(exitUsage, "%s: %w", coverageEnv, unwritable(f.coverage, err))
		}
	}
	if f.coverage != "" {
		if err := os.Mkdir(s.coverageDir(), 0o700); err != nil {
			return nil, fail(exitRuntime, "%w", err)
		}
		all = append(all, assignment{coverageEnv, s.coverageDir()})
	}
	return all, nil
}

// cover merges what clients were shown into a file: those of the server, and those of emulators that the command started in its tests.
func (s *localServer) cover(stderr io.Writer, file string) error {
	all := []coverage.Coverage{s.Coverage()}
	if made, err := filepath.Glob(filepath.Join(s.coverageDir(), "*.json")); err == nil && len(made) > 0 {
		more, err := coverage.ReadFiles(made...)
		if err != nil {
			return fail(exitRuntime, "%w", err)
		}
		all = append(all, more)
	}
	c := coverage.Merge(all...)
	if err := c.WriteFile(file); err != nil {
		return fail(exitRuntime, "--coverage: %w", unwritable(file, err))
	}
	fmt.Fprintln(stderr, coverageLine(c, file))
	return nil
}
