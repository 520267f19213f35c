package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/jobsim/jobsim/emulator"
)

// watchInterval is how often watched files are looked at. A change is loaded when two looks in a row found the same, so
// that no half-saved file is.
const watchInterval = time.Second

// loader is what can begin anew from other scenarios.
type loader interface {
	Reload([]emulator.Source) error
}

// reloader loads scenarios anew.
type reloader struct {
	into loader
	lib  *library
	log  *slog.Logger
}

// run answers what is to be done beside serving: to reload on SIGHUP, and, if watched, when a file changes. From now on
// SIGHUP no longer ends the process.
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
	met := r.lib.loaded // what was met last, be it good or faulty
	var fresh []emulator.Source
	for {
		select {
		case <-ctx.Done():
			return
		case <-hangups:
			met, fresh = r.reload(), nil
		case <-ticks:
			found, err := r.lib.read()
			switch {
			case err != nil: // a file that is being replaced is gone for a moment
				fresh = nil
			case same(found, met):
				fresh = nil
			case fresh != nil && same(found, fresh):
				met, fresh = r.reload(), nil
			default:
				fresh = found
			}
		}
	}
}

// reload begins anew from what the files say now, or leaves all as it is and tells why. It answers what it read.
func (r reloader) reload() []emulator.Source {
	found, err := r.lib.read()
	if err == nil {
		err = r.into.Reload(found)
	}
	if err != nil {
		r.log.Error("not reloaded, the running scenarios stay in force", "error", err.Error())
		return found
	}
	r.lib.loaded = found
	r.log.Info("reloaded", "scenarios", r.lib.names)
	return found
}
