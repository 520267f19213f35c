package main

import (
	"errors"
	"log/slog"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/storage"
)

// openStore opens the store of --store; nil without one.
func (f *serveFlags) openStore(log *slog.Logger) (emulator.Store, error) {
	if f.store == "" {
		return nil, nil
	}
	kept, err := storage.Open(f.store, storage.Options{Log: log})
	if _, ok := errors.AsType[*storage.URLError](err); ok {
		return nil, fail(exitUsage, "%s: %w", f.label("store"), err)
	}
	if err != nil {
		return nil, fail(exitRuntime, "%s: %w", f.label("store"), err)
	}
	return kept, nil
}

// close keeps what no response has waited for, and closes the store. Without one it does nothing.
func (s *site) close() {
	if s.store == nil {
		return
	}
	if s.Emulator != nil {
		if err := s.Emulator.Close(); err != nil {
			s.log.Error("what was done since the last response is not kept", "error", err.Error())
		}
	}
	_ = s.store.Close() // everything is kept
	s.store = nil
}

// completeStores completes the form of a store's URL; the rest is a path.
func completeStores(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{"dir:"}, cobra.ShellCompDirectiveNoSpace
}
