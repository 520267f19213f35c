package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// recorder is a reloadable that records what it is given.
type recorder struct {
	mu    sync.Mutex
	texts []string
	err   error
}

func (s *recorder) Reload(sources []emulator.Source) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := ""
	for _, src := range sources {
		text += string(src.Text)
	}
	s.texts = append(s.texts, text)
	return s.err
}

// given returns the texts so far.
func (s *recorder) given() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.texts)
}

// refuse makes every further reload return err.
func (s *recorder) refuse(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// watched is a reloader of one file, with what it loaded and logged.
type watched struct {
	reloader
	*recorder
	file string
	log  logLines
}

func newWatched(t *testing.T, text string) watched {
	t.Helper()
	d := watched{recorder: &recorder{}, file: filepath.Join(t.TempDir(), "a.yaml"), log: make(logLines, 100)}
	d.save(t, text)
	lib := &scenarioSet{names: []string{d.file}}
	var err error
	lib.sources, err = lib.read()
	require.NoError(t, err)
	d.reloader = reloader{d.recorder, lib, slog.New(slog.NewTextHandler(d.log, nil))}
	return d
}

func (d watched) save(t *testing.T, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(d.file, []byte(text), 0o600))
}

// TestWatch wants a change to be loaded once, when two readings in a row found it, valid or not.
func TestWatch(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newWatched(t, "one")
		ctx, cancel := context.WithCancel(t.Context())
		ticker := time.NewTicker(watchInterval)
		done := make(chan struct{})
		go func() {
			defer close(done)
			d.follow(ctx, nil, ticker.C)
		}()
		looks := func(n int) {
			time.Sleep(time.Duration(n) * watchInterval)
			synctest.Wait()
		}
		looks(3)
		require.Empty(t, d.given(), "nothing has changed")
		d.save(t, "tw")
		looks(1)
		d.save(t, "two")
		looks(1)
		require.Empty(t, d.given(), "still being written")
		looks(1)
		require.Equal(t, []string{"two"}, d.given())
		require.NoError(t, os.Remove(d.file))
		looks(3)
		require.Equal(t, []string{"two"}, d.given(), "a file that is gone is no change")
		require.Contains(t, <-d.log, "msg=reloaded")
		require.Contains(t, <-d.log, `msg="the scenarios cannot be read, those that run stay in force"`)
		d.refuse(errors.New("line 3"))
		d.save(t, "faulty")
		looks(5)
		require.Equal(t, []string{"two", "faulty"}, d.given(), "reloaded once")
		require.Contains(t, <-d.log, `msg="not reloaded, the running scenarios stay in force" error="line 3"`)
		d.save(t, "two")
		d.refuse(nil)
		looks(2)
		require.Equal(t, []string{"two", "faulty", "two"}, d.given())
		cancel()
		<-done
	})
}

// TestWatchWhileAFileIsWritten saves a file in every way that leaves a part of it to be read.
func TestWatchWhileAFileIsWritten(t *testing.T) {
	t.Parallel()
	const first, rest = "rules: [{call: evs.*, delay: 1s}]\n", "description: whole\n"
	synctest.Test(t, func(t *testing.T) {
		d := newWatched(t, "seed: 1\n")
		ctx, cancel := context.WithCancel(t.Context())
		ticker := time.NewTicker(watchInterval)
		done := make(chan struct{})
		go func() {
			defer close(done)
			d.follow(ctx, nil, ticker.C)
		}()
		pass := func(readings int) {
			time.Sleep(time.Duration(readings) * watchInterval)
			synctest.Wait()
		}
		for i := range len(first) { // a letter for each reading
			d.save(t, first[:i])
			pass(1)
		}
		require.Empty(t, d.given(), "never twice the same")
		d.save(t, first)
		pass(2)
		require.Equal(t, []string{first}, d.given())

		d.save(t, "") // truncated, then written at once
		pass(1)
		d.save(t, first+rest)
		pass(2)
		require.Equal(t, []string{first, first + rest}, d.given())

		half, err := os.OpenFile(d.file, os.O_TRUNC|os.O_WRONLY, 0)
		require.NoError(t, err)
		defer half.Close()
		for _, part := range []string{rest, first} { // with a pause that is longer than two readings
			_, err = half.WriteString(part)
			require.NoError(t, err)
			pass(3)
		}
		require.Equal(t, []string{first, first + rest, rest, rest + first}, d.given(), "a part, and at last the whole")

		other := filepath.Join(filepath.Dir(d.file), "other")
		require.NoError(t, os.WriteFile(other, []byte("seed: 2\n"), 0o600))
		require.NoError(t, os.Rename(other, d.file))
		pass(1)
		require.Len(t, d.given(), 4)
		pass(1)
		require.Equal(t, "seed: 2\n", d.given()[4], "a file that is replaced as a whole")
		cancel()
		<-done
	})
}

// TestWatchFollowsIncludes wants the change of an included file to be a change of the scenario, and its removal too.
func TestWatchFollowsIncludes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newWatched(t, "include: [b.yaml]")
		included := filepath.Join(filepath.Dir(d.file), "b.yaml")
		ctx, cancel := context.WithCancel(t.Context())
		ticker := time.NewTicker(watchInterval)
		done := make(chan struct{})
		go func() {
			defer close(done)
			d.follow(ctx, nil, ticker.C)
		}()
		looks := func(want int) {
			t.Helper()
			time.Sleep(3 * watchInterval)
			synctest.Wait()
			require.Len(t, d.given(), want)
		}
		looks(0)
		require.NoError(t, os.WriteFile(included, []byte("timelines: {a: []}"), 0o600))
		looks(1)
		require.NoError(t, os.WriteFile(included, []byte("timelines: {b: []}"), 0o600))
		looks(2)
		require.NoError(t, os.Remove(included))
		looks(3)
		cancel()
		<-done
	})
}

func TestHangupReloads(t *testing.T) {
	t.Parallel()
	d := newWatched(t, "one")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	hangups, done := make(chan os.Signal), make(chan struct{})
	go func() {
		defer close(done)
		d.follow(ctx, hangups, nil)
	}()
	hangups <- os.Interrupt // any signal
	d.save(t, "two")
	hangups <- os.Interrupt
	cancel()
	<-done
	require.Len(t, d.given(), 2)
	require.Contains(t, <-d.log, "msg=reloaded")
}
