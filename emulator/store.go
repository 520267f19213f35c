package emulator

import (
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/playback"
	"github.com/jobsim/jobsim/emulator/internal/store"
)

// Store keeps the logs of sessions outside of the process's memory. Package emulator/storage opens one.
type Store = store.Store

// StoreLog is the log of one session in a Store.
type StoreLog = store.Log

// Close keeps what was done from Go since the last response, and closes the sessions' logs; the store itself stays open. An emulator
// without a store needs no Close.
func (e *Emulator) Close() error {
	if e.replicas != nil {
		e.replicas.Close()
	}
	return e.registry.Close()
}

// storeMetrics returns the state of a store, as the control API asks for it; nil without one.
func (e *engine) storeMetrics(kept Store) func() control.StoreMetrics {
	if kept == nil {
		return nil
	}
	e.player.Counts = &playback.LogCounts{}
	return func() control.StoreMetrics {
		n := e.player.Counts
		m := control.StoreMetrics{
			Ready: e.registry.Main().Ready() == nil, Appended: n.Appended.Load(), Replayed: n.Replayed.Load(), Owned: e.registry.Owned(),
		}
		if shared, ok := kept.(store.Shared); ok {
			m.Ready, m.Lag = shared.Ready() == nil, shared.Lag()
			m.Taken, m.Forwards = e.replicas.Taken(), e.replicas.Forwarded()
		}
		return m
	}
}

// selfOf returns the URL at which other replicas reach this one; empty without any.
func selfOf(shared store.Shared) string {
	if shared == nil {
		return ""
	}
	return shared.Self()
}

// goesOn applies to a main session from a store what is no part of its log, and logs a warning if it has other scenarios than asked for.
func (e *engine) goesOn(asked playback.Options) {
	st := e.registry.Main().State()
	if st.Log == nil {
		return
	}
	st.Plan.Options.Verdict = asked.Verdict
	if !slices.EqualFunc(st.Plan.Options.Sources, asked.Sources, Source.Equal) {
		e.log.Warn("the main session goes on with the scenarios that the store has, not with those that were given",
			"hint", "SIGHUP begins those that were given; an empty store does too", "scenarios", e.registry.Main().Scenarios())
	}
}
