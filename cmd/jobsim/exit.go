package main

import "fmt"

// The exit codes that scripts may rely on.
const (
	exitOK       = 0
	exitRuntime  = 1
	exitUsage    = 2
	exitScenario = 3
	exitListen   = 4
)

// exitError is an error with the exit code that it stands for.
type exitError struct {
	code int
	err  error
}

// Error tells the error.
func (e *exitError) Error() string { return e.err.Error() }

// Unwrap gives the error.
func (e *exitError) Unwrap() error { return e.err }

func fail(code int, format string, args ...any) error {
	return &exitError{code, fmt.Errorf("jobsim: "+format, args...)}
}
