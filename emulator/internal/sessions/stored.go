package sessions

import (
	"cmp"
	"errors"

	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Open returns the registry of a server that may have sessions in Options.Store already: they go on where they were. load returns the
// state in which the main session begins if it is not there. Its errors are those of load, of the store, and a *StoreError.
func Open(opts *Options, load func() (*playback.State, error)) (*Registry, error) {
	if opts.Store == nil {
		st, err := load()
		if err != nil {
			return nil, err
		}
		return NewRegistry(opts, st), nil
	}
	open := opts.openMain
	_, shared := opts.Store.(store.Shared)
	if shared {
		open = opts.openShared
	}
	st, as, err := open(load)
	if err != nil {
		return nil, err
	}
	g := NewRegistry(opts, st)
	g.main.as = as
	if shared {
		return g, nil // the others are opened when they are asked for
	}
	names, err := opts.Store.Names()
	if err != nil {
		return nil, &StoreError{store.Main, err}
	}
	for _, name := range names {
		if name == store.Main {
			continue
		}
		if err := g.open(name); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// openMain returns the state of the main session.
func (o *Options) openMain(load func() (*playback.State, error)) (*playback.State, playback.StoredAs, error) {
	opened, err := o.openLog(store.Main)
	if err == nil {
		return opened.State, opened.As, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, playback.StoredAs{}, &StoreError{store.Main, err}
	}
	st, err := load()
	if err != nil {
		return nil, playback.StoredAs{}, err
	}
	if err := o.keep(st, store.Main, playback.StoredAs{}); err != nil {
		return nil, playback.StoredAs{}, &StoreError{store.Main, err}
	}
	return st, playback.StoredAs{}, nil
}

// openLog reads a session's log and carries it out.
func (o *Options) openLog(name string) (*playback.Opened, error) {
	log, err := o.Store.Own(name)
	if err != nil {
		return nil, err
	}
	opened, err := o.Player.Open(log)
	if err != nil {
		_ = log.Close() // the first error is the one to report
		return nil, err
	}
	if o.Log != nil {
		o.Log.Info("a session goes on from its log", "session", readable(name), "records", opened.Records, "dropped", opened.Dropped)
	}
	return opened, nil
}

// keep makes a new log for a state.
func (o *Options) keep(st *playback.State, name string, as playback.StoredAs) error {
	if o.Store == nil {
		return nil
	}
	return o.Player.Keep(st, as, func(records [][]byte) (store.Log, error) {
		log, err := o.Store.Create(name, records)
		if _, exists := errors.AsType[*store.ExistsError](err); err != nil && !exists {
			err = wire.Unavailable(err)
		}
		return log, err
	})
}

// open adds a session from its log.
func (g *Registry) open(name string) error {
	opened, err := g.opts.openLog(name)
	if err != nil {
		return &StoreError{name, err}
	}
	at := Address{ID: name, TTL: opened.As.TTL, Listen: opened.As.Listen, TLSListen: opened.As.TLSListen}
	s := g.insertOpened(name, opened)
	if err := s.listen(at); err != nil && g.opts.Log != nil {
		g.opts.Log.Warn("a session from the store has no listener of its own any more", "session", name, "error", err.Error())
	}
	g.expireOnTime(s)
	return nil
}

// StoreError is the reason why a session cannot go on from its log.
type StoreError struct {
	Name string // of the log
	Err  error
}

// Error returns the session and the reason.
func (e *StoreError) Error() string {
	return "the session " + readable(e.Name) + " cannot go on from its log: " + e.Err.Error()
}

// readable returns the name of a log as people know the session.
func readable(name string) string {
	if name == store.Main {
		return "main"
	}
	return name
}

// Unwrap returns the reason.
func (e *StoreError) Unwrap() error { return e.Err }

// Commit returns once all that was done in the session so far is kept in the store, at once without one. Its error is a
// *wire.UnavailableError.
func (s *Session) Commit() error { return s.committed(s.State().Log, (*playback.StoredLog).Commit) }

// Ready returns a *wire.UnavailableError if what requests do cannot be kept at present.
func (s *Session) Ready() error { return s.committed(s.State().Log, (*playback.StoredLog).Ready) }

// committed calls f on the log of a state, and writes to the log when the store fails and when it works again.
func (s *Session) committed(l *playback.StoredLog, f func(*playback.StoredLog) error) error {
	if l == nil {
		return nil
	}
	err := f(l)
	if failed := err != nil; s.failing.Swap(failed) != failed && s.opts.Log != nil {
		if failed {
			s.opts.Log.Error("requests get 503: what they do cannot be kept", "session", cmp.Or(s.id, "main"), "error", err.Error())
		} else {
			s.opts.Log.Info("what requests do can be kept again", "session", cmp.Or(s.id, "main"))
		}
	}
	if err != nil {
		return wire.Unavailable(err)
	}
	return nil
}

// Close keeps what no response has waited for, and closes the logs of all sessions. The store stays open.
func (g *Registry) Close() error {
	var errs []error
	for _, s := range append(g.All(), g.main) {
		if l := s.State().Log; l != nil && !l.Lost() {
			errs = append(errs, l.Close())
		}
	}
	return errors.Join(errs...)
}

// forget removes the log of a session that has ended.
func (s *Session) forget() {
	l := s.State().Log
	if l == nil || l.Lost() {
		return
	}
	if err := l.Remove(); err != nil && s.opts.Log != nil {
		s.opts.Log.Error("the log of a session that has ended cannot be removed", "session", s.id, "error", err.Error())
	}
}

// unkept returns an *wire.UnavailableError for an error of the store. What a state has that cannot be stored has errors of its own.
func unkept(err error) error {
	_, goValue := errors.AsType[*playback.NotStorableError](err)
	if goValue || errors.Is(err, world.ErrLogFull) {
		return err
	}
	return wire.Unavailable(err)
}
