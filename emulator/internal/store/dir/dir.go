package dir

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/store"
)

// suffix ends the names of the files with logs.
const suffix = ".log"

// Store is a directory with logs.
type Store struct {
	path string
	log  *slog.Logger
	lock *os.File
}

// Open locks the directory at path, which is made if it does not exist. What is repaired is written to log. It returns a *LockedError
// if another process uses the directory, and an *Error if it cannot be used.
func Open(path string, log *slog.Logger) (*Store, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, &Error{path, err}
	}
	lock, err := os.OpenFile(filepath.Join(path, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, &Error{path, err}
	}
	if err := lockFile(lock); err != nil {
		owner, _ := os.ReadFile(lock.Name()) // for the message alone
		_ = lock.Close()
		return nil, &LockedError{path, strings.TrimSpace(string(owner))}
	}
	s := &Store{path, log, lock}
	if err := s.begin(); err != nil {
		_ = lock.Close() // which unlocks it
		return nil, &Error{path, err}
	}
	return s, nil
}

// begin writes who uses the directory, and removes files that were not finished.
func (s *Store) begin() error {
	if err := s.lock.Truncate(0); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.lock, "%d\n", os.Getpid()); err != nil {
		return err
	}
	left, err := filepath.Glob(filepath.Join(s.path, "*"+suffix+".new"))
	for _, name := range left {
		err = errors.Join(err, os.Remove(name))
	}
	return err
}

// Names returns the names of the sessions that have a log.
func (s *Store) Names() ([]string, error) {
	entries, err := os.ReadDir(s.path)
	if err != nil {
		return nil, &Error{s.path, err}
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), suffix); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

// Create makes the log of a new session.
func (s *Store) Create(name string, records [][]byte) (store.Log, error) {
	f := &file{store: s, name: filepath.Join(s.path, name+suffix)}
	if _, err := os.Lstat(f.name); !errors.Is(err, fs.ErrNotExist) {
		return nil, &store.ExistsError{Name: name}
	}
	if err := f.Replace(records); err != nil {
		return nil, err
	}
	return f, nil
}

// Own opens a log.
func (s *Store) Own(name string) (store.Log, error) {
	f := &file{store: s, name: filepath.Join(s.path, name+suffix)}
	var err error
	f.File, err = os.OpenFile(f.name, os.O_RDWR, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, store.ErrNotFound
	case err != nil:
		return nil, &Error{f.name, err}
	}
	return f, nil
}

// Close unlocks the directory.
func (s *Store) Close() error { return s.lock.Close() }

// sync synchronizes the directory itself, with the names of its files.
func (s *Store) sync() error {
	d, err := os.Open(s.path)
	if err != nil {
		return err
	}
	defer d.Close()
	return syncDir(d)
}

// LockedError is returned for a directory that another process uses.
type LockedError struct {
	Path, Process string // the process by its number; empty if it is not known
}

// Error returns the directory and the process.
func (e *LockedError) Error() string {
	by := "another process"
	if e.Process != "" {
		by = "process " + e.Process
	}
	return fmt.Sprintf("the store %s is in use by %s: end it, or use another directory", e.Path, by)
}

// Error is an error of the file system.
type Error struct {
	Path string
	Err  error
}

// Error returns the path, the reason and the way out.
func (e *Error) Error() string {
	reason := e.Err
	if path, ok := errors.AsType[*fs.PathError](e.Err); ok {
		reason = path.Err
	}
	return fmt.Sprintf("the store %s cannot be used: %v%s", e.Path, reason, wayOut(reason))
}

// Unwrap returns the file system's error.
func (e *Error) Unwrap() error { return e.Err }
