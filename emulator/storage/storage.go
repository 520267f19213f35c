// Package storage opens the stores that keep the logs of an emulator's sessions.
//
//	kept, err := storage.Open("dir:/var/lib/jobsim", storage.Options{Log: log})
//	sim, err := emulator.New(emulator.Options{Store: kept})
//
// What a client has got a response to is kept before the response is sent. Requests are kept as they were sent, except for passwords
// of sign-ins: whoever can read the store can read what clients sent.
package storage

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/internal/store/dir"
)

// Forms are the forms of a store's URL, for help texts and messages.
const Forms = "dir:PATH"

// Options says how a store is opened.
type Options struct {
	// Log gets what is repaired. Nil discards it.
	Log *slog.Logger
}

// Open opens the store that a URL names: "dir:PATH" is a directory, which one process at a time can use. It returns a *URLError for
// any other URL, else an error that says what a person can do.
func Open(url string, opts Options) (emulator.Store, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	path, ok := strings.CutPrefix(url, "dir:")
	if !ok || path == "" {
		return nil, &URLError{url}
	}
	return dir.Open(path, opts.Log)
}

// URLError is returned for a URL that names no store.
type URLError struct{ URL string }

// Error returns the URL and the forms that it can have.
func (e *URLError) Error() string { return fmt.Sprintf("%q: want %s", e.URL, Forms) }
