package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"github.com/jobsim/jobsim/emulator"
)

// watchInterval is how often watched files are read. A change is loaded when two readings in a row found the same, so that
// no half-saved file is. A file that is written with longer pauses is loaded in parts that are valid, and at last as a whole.
const watchInterval = time.Second

// reloadable is what can begin anew from other scenarios.
type reloadable interface {
	Reload([]emulator.Source) error
}

// reloader reloads scenarios.
type reloader struct {
	target reloadable
	set    *scenarioSet
	log    *slog.Logger
}

// run returns a function that reloads on SIGHUP and, if watched, when a file changes, until its context is done. From now
// on SIGHUP no longer ends the process.
func (r reloader) run(watched bool) func(context.Context) {
	hangups := make(chan os.Signal, 1)
	signal.Notify(hangups, syscall.SIGHUP)
	return func(ctx context.Context) {
		defer signal.Stop(hangups)
		ticks := (<-chan time.Time)(nil)
		if watched {
			ticker := time.NewTicker(watchInterval)
			defer ticker.Stop()
			ticks = ticker.C
		}
		r.follow(ctx, hangups, ticks)
	}
}

// follow reloads at each hangup, and at each tick that finds a change that the tick before had found too.
func (r reloader) follow(ctx context.Context, hangups <-chan os.Signal, ticks <-chan time.Time) {
	current := r.set.sources // what was reloaded last, valid or not
	var changed []emulator.Source
	missing := 0 // readings in a row that failed
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangups:
			current, changed = r.reload(r.set.read()), nil
		case <-ticks:
			found, err := r.set.read()
			if missing++; err == nil {
				missing = 0
			}
			switch {
			case err != nil: // a file that is being replaced is missing for a moment
				changed = nil
				if missing == 2 {
					r.log.Warn("the scenarios cannot be read, those that run stay in force", "error", err.Error())
				}
			case sameSources(found, current):
				changed = nil
			case changed != nil && sameSources(found, changed):
				current, changed = r.reload(found, nil), nil
			default:
				changed = found
			}
		}
	}
}

// reload begins anew from what was read, or logs why it cannot and changes nothing. It returns what was read.
func (r reloader) reload(found []emulator.Source, err error) []emulator.Source {
	if err == nil {
		err = r.target.Reload(found)
	}
	if err != nil {
		r.log.Error("not reloaded, the running scenarios stay in force", "error", err.Error())
		return found
	}
	r.set.sources = found
	r.log.Info("reloaded", "scenarios", r.set.names)
	return found
}

// sameSources reports whether two readings gave the same texts, those of included files among them.
func sameSources(a, b []emulator.Source) bool {
	return slices.EqualFunc(a, b, emulator.Source.Equal)
}
