package playback

import (
	"cmp"
	"errors"
	"slices"

	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Keep makes the log of a state that nobody has seen yet one of a store: what put makes of its records. Everything that is done to
// the state from then on is added. It returns world.ErrLogFull or a *NotStorableError for a state that no text can say.
func (p *Player) Keep(st *State, as StoredAs, put func(records [][]byte) (store.Log, error)) error {
	l := &StoredLog{counts: p.Counts}
	st.Clock.OnSteer(l.moved) // before the clock is looked at: no change of it is missed
	records, err := st.records(as, l)
	if err == nil {
		l.added, l.kept = l.added+uint64(len(records)), uint64(len(records))
		l.log, err = put(records)
	}
	if err != nil {
		st.Clock.OnSteer(nil)
		return err
	}
	st.Log = l
	return nil
}

// Succeed is Keep for a state that takes the place of another one, in the same log. If it fails the other one goes on.
func (p *Player) Succeed(next, old *State, as StoredAs) error {
	l := old.Log
	err := l.retire(func() error {
		return p.Keep(next, as, func(records [][]byte) (store.Log, error) { return l.log, l.log.Replace(records) })
	})
	if err != nil {
		old.Clock.OnSteer(l.moved)
	}
	return err
}

// records returns all that a state was made by, and makes l the sink of what follows.
func (st *State) records(as StoredAs, l *StoredLog) ([][]byte, error) {
	var f snapshotFile
	var entries []world.LogEntry
	n := counts{}
	err := st.World.Do(func(tx *world.Tx) (err error) {
		f.Snapshot = st.head(tx)
		n.At, n.Requests = tx.At(), tx.Requests()
		for ref, polls := range tx.Polls() {
			n.Polls = append(n.Polls, countedPolls{ref, polls})
		}
		entries, err = tx.LogEntries()
		tx.SetSink(l)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(n.Polls, func(a, b countedPolls) int { return cmp.Compare(a.Job.String(), b.Job.String()) })
	for _, src := range st.Plan.Options.Sources {
		f.Scenarios = append(f.Scenarios, snapshotText{src.Name, string(src.Text), textsOf(src.Included)})
	}
	var all [][]byte
	var errs []error
	add := func(b []byte, err error) { all, errs = append(all, b), append(errs, err) }
	add(encode(beginRecord, 0, beginning{f, as}))
	for _, e := range entries {
		add(encodeEntry(e, 0))
	}
	add(encode(countsRecord, 0, n))
	add(encode(clockRecord, 0, st.Clock.Anchor()))
	return all, errors.Join(errs...)
}

// storable returns a *NotStorableError for a command that no text can say, if the log of the state is kept in a store.
func (st *State) storable(c *Command) error {
	if st.Log == nil || c.goValue == "" {
		return nil
	}
	return &NotStorableError{c.goValue}
}
