package main

import "fmt"

// The exit codes that scripts may rely on.
const (
	exitOK       = 0
	exitRuntime  = 1
	exitUsage    = 2
	exitScenario = 3
	exitListen   = 4
	exitVerdict  = 5
)

// exitError is an error that ends the program with an exit code. Its text is printed as it is; without err nothing is printed.
type exitError struct {
	code int
	err  error
}

// Error returns the text of the wrapped error.
func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

// Unwrap returns the wrapped error.
func (e *exitError) Unwrap() error { return e.err }

// fail returns an exitError whose text begins with the program's name.
func fail(code int, format string, args ...any) error {
	return &exitError{code, fmt.Errorf("jobsim: "+format, args...)}
}
