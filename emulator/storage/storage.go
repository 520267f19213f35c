// Package storage opens the stores that keep the logs of an emulator's sessions.
//
//	kept, err := storage.Open("dir:/var/lib/jobsim", storage.Options{Log: log})
//	sim, err := emulator.New(emulator.Options{Store: kept})
//
// What a client has got a response to is kept before the response is sent. Requests are kept as they were sent, except for passwords
// of sign-ins: whoever can read the store can read what clients sent.
//
// The package is apart from emulator because few tests need the client library of Redis.
package storage

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/internal/store/dir"
	"github.com/jobsim/jobsim/emulator/internal/store/redis"
)

// Forms are the forms of a store's URL, for help texts and messages.
const Forms = "dir:PATH, redis://HOST:PORT or rediss://HOST:PORT"

// DefaultLease is how long a replica that is not heard of keeps its sessions, unless Options.Lease says otherwise.
const DefaultLease = redis.DefaultLease

// Options says how a store is opened.
type Options struct {
	// Log gets what is repaired, and when the store cannot be reached. Nil discards it.
	Log *slog.Logger

	// The rest is for Redis and Valkey.

	// Password is that of the server, unless the URL has it.
	Password string
	// Advertise is the URL at which the other replicas reach this one.
	Advertise string
	// Lease is how long a replica that is not heard of keeps its sessions. Zero means DefaultLease.
	Lease time.Duration
}

// Shared reports whether a URL names a store that several processes can use at a time.
func Shared(url string) bool {
	scheme, _, ok := strings.Cut(url, "://")
	return ok && (scheme == "redis" || scheme == "rediss" || scheme == "unix")
}

// Open opens the store that a URL names: "dir:PATH" is a directory, which one process at a time can use, "redis://HOST:PORT" and
// "rediss://HOST:PORT", with TLS, a Redis or Valkey for several. It returns a *URLError for any other URL, else an error that says what
// a person can do.
func Open(url string, opts Options) (emulator.Store, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	path, isDir := strings.CutPrefix(url, "dir:")
	switch {
	case Shared(url):
		s, err := redis.Open(redis.Options{URL: url, Password: opts.Password, Self: opts.Advertise, Lease: opts.Lease, Log: opts.Log})
		if err != nil {
			return nil, err
		}
		return s, nil
	case isDir && path != "":
		s, err := dir.Open(path, opts.Log)
		if err != nil {
			return nil, err
		}
		return s, nil
	default:
		return nil, &URLError{url}
	}
}

// URLError is returned for a URL that names no store.
type URLError struct{ URL string }

// Error returns the URL and the forms that it can have.
func (e *URLError) Error() string { return fmt.Sprintf("%q: want %s", e.URL, Forms) }
