package world

import (
	"encoding/binary"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/jobsim/jobsim/emulator/job"
)

// Tx is the world under its lock at one instant. It is valid only inside the function that World.Do runs.
type Tx struct {
	w         *World
	now       time.Time
	uncounted bool   // what is observed does not count as a poll
	polls     []Poll // those that were not counted
	changed   bool   // something was done that later responses depend on
	notFound  []job.Snapshot
	next      time.Time // of what was shown and not polled, the next change by time alone
	born      int       // jobs that were started, sub-jobs included
	started   []job.Ref // those of them that have no parent
	moved     []job.Ref // jobs that took a way of the client's
	uses      []Use     // of resources
}

// Setting returns World.Setting.
func (tx *Tx) Setting(name string) string { return tx.w.settings[name] }

// At returns the instant of this Do, which all its snapshots carry: for a response that shows the time and is about no job.
func (tx *Tx) At() time.Time { return tx.now }

// Has reports whether a job of this name was ever started; it may have gone since.
func (tx *Tx) Has(ref job.Ref) bool { return tx.w.jobs.get(ref) != nil }

// Owner returns the project that a job belongs to; empty for any, and for a job that never was.
func (tx *Tx) Owner(ref job.Ref) string {
	if j := tx.w.jobs.get(ref); j != nil {
		return j.Project
	}
	return ""
}

// Peek returns a job without counting a poll. Snapshot.Absence says why a client cannot see it.
func (tx *Tx) Peek(ref job.Ref) job.Snapshot {
	snap := job.Snapshot{Ref: ref, Absence: job.Unknown, Now: tx.now}
	if j := tx.w.jobs.get(ref); j != nil {
		snap = j.At(tx.now)
	}
	tx.addNotFound(&snap)
	return snap
}

// PollOptions says how a client asks about a job.
type PollOptions struct {
	Keep bool // it wants the result to stay
	Take bool // the result, if there is one, is consumed
}

// Observe returns a job as a client sees it: the snapshot is computed first, then the poll is counted. What a client sees may
// lag behind what Peek returns; a job that it does not see yet is Hidden.
func (tx *Tx) Observe(look PollOptions, ref job.Ref) (snap job.Snapshot) {
	tx.ObserveTo(&snap, look, ref)
	return snap
}

// ObserveTo returns Observe in place of the zero Snapshot, for batches.
func (tx *Tx) ObserveTo(snap *job.Snapshot, look PollOptions, ref job.Ref) {
	j := tx.w.jobs.get(ref)
	if j == nil {
		*snap = tx.Peek(ref)
		return
	}
	j.ObserveTo(snap, tx.now)
	tx.addNotFound(snap)
	if snap.Absence != job.Present && snap.Absence != job.Hidden {
		return
	}
	snap.Kept = look.Keep
	poll := Poll{Ref: ref, at: tx.now, options: look, shown: snap.Absence == job.Present}
	if tx.uncounted {
		poll.step, poll.since = stepOf(j, tx.now)
		tx.polls = append(tx.polls, poll)
		return
	}
	tx.record(j, poll)
	snap.Counted = poll.shown && !snap.Held
}

// Record adds an event at this instant and returns the job after it, or a *job.Error.
func (tx *Tx) Record(ref job.Ref, e job.Event) (job.Snapshot, error) {
	snap := tx.Peek(ref)
	if err := snap.Err(); err != nil {
		return snap, err
	}
	e.At, tx.changed = tx.now, true
	j := tx.w.jobs.get(ref)
	j.Record(e)
	tx.w.touch(j)
	if e.Kind == job.Redirected {
		tx.w.await(j)
	}
	if (e.Kind == job.Redirected || e.Kind == job.Signalled) && len(tx.moved) < maxUses {
		tx.moved = append(tx.moved, ref)
	}
	return j.At(tx.now), nil
}

// Start starts a job. It returns a *job.DuplicateError or a *job.LimitError if that cannot be. A spec without an ID gets one from its Name, and so, in place, do
// its Children.
func (tx *Tx) Start(s job.Spec) (job.Snapshot, error) {
	if err := tx.room(); err != nil {
		return job.Snapshot{}, err
	}
	tx.name(&s)
	if err := tx.free([]job.Spec{s}); err != nil {
		return job.Snapshot{}, err
	}
	return tx.begin(new(job.Job), &s).At(tx.now), nil
}

// StartAll returns Start for several jobs: all of them or, when a name is taken, none. Of a family it returns the first ones.
func (tx *Tx) StartAll(specs ...job.Spec) ([]job.Snapshot, error) {
	var snaps []job.Snapshot
	return snaps, tx.load(specs, func(j *job.Job) { snaps = append(snaps, j.At(tx.now)) })
}

// Load starts jobs as StartAll does, without their snapshots, which are large.
func (tx *Tx) Load(specs ...job.Spec) error { return tx.load(specs, func(*job.Job) {}) }

// load starts jobs, all or none, and calls started for each.
func (tx *Tx) load(specs []job.Spec, started func(*job.Job)) error {
	if err := tx.roomFor(specs); err != nil {
		return err
	}
	if err := tx.free(specs); err != nil {
		return err
	}
	tx.w.expect(specs)
	for i := range specs {
		s := specs[i] // what starts a job may complete its spec
		if s.Family != nil {
			tx.startFamily(&s, started)
			continue
		}
		started(tx.begin(new(job.Job), &s))
	}
	return nil
}

// name returns ids to a spec and its sub-jobs that have none.
func (tx *Tx) name(s *job.Spec) {
	if s.ID == "" && s.Name != nil {
		for s.ID == "" || tx.inUse(s.ID) {
			s.ID = s.Name(tx.now, tx.Next(s.API+"/job"))
		}
	}
	for i := range s.Children {
		tx.name(&s.Children[i])
	}
}

// Jobs returns the top-level jobs of an API that can be seen, oldest first.
func (tx *Tx) Jobs(api string) []job.Snapshot {
	return tx.JobsOf(api, func(string, any) bool { return true })
}

// JobsOf returns those whose type, and what they are about, are wanted. The others are not looked at.
func (tx *Tx) JobsOf(api string, wanted func(kind string, about any) bool) []job.Snapshot {
	return tx.jobsOf(api, wanted, (*job.Job).At)
}

// ObservedJobsOf returns the same as clients see them: without those that are hidden, and as far behind as a poll would be.
// It counts as no poll.
func (tx *Tx) ObservedJobsOf(api string, wanted func(kind string, attributes any) bool) []job.Snapshot {
	return tx.jobsOf(api, wanted, (*job.Job).Observed)
}

func (tx *Tx) jobsOf(
	api string, wanted func(kind string, attributes any) bool, look func(*job.Job, time.Time) job.Snapshot,
) []job.Snapshot {
	var snaps []job.Snapshot
	for _, j := range tx.w.order[api] {
		if !wanted(j.Type, j.Attributes) {
			continue
		}
		if s := look(j, tx.now); s.Absence == job.Present {
			tx.Watch(s)
			snaps = append(snaps, s)
		}
	}
	return snaps
}

// Find returns the job that an API knows by a further name.
func (tx *Tx) Find(api, alias string) (job.Ref, bool) {
	ref, ok := tx.w.aliases[job.Ref{API: api, ID: alias}]
	return ref, ok
}

// Next counts: 1, 2, 3 … for each name.
func (tx *Tx) Next(counter string) uint64 {
	tx.changed = true
	tx.w.counters[counter]++
	return tx.w.counters[counter]
}

// Reserve returns Next answer numbers above n from now on.
func (tx *Tx) Reserve(counter string, n uint64) {
	tx.changed = true
	tx.w.counters[counter] = max(tx.w.counters[counter], n)
}

// idSpace is the name space of the ids that jobsim makes.
var idSpace = uuid.MustParse("6a6f6273-696d-5000-8000-000000000000")

// UUID returns the next id of a kind: the same seed and the same order of calls give the same ids (RFC 9562, version 5).
// One that is in use, since a scenario names it, is left out.
func (tx *Tx) UUID(kind string) uuid.UUID {
	for {
		var key [16]byte
		binary.BigEndian.PutUint64(key[:8], tx.w.seed)
		binary.BigEndian.PutUint64(key[8:], tx.Next("uuid/"+kind))
		if id := uuid.NewSHA1(idSpace, append(key[:], kind...)); !tx.inUse(id.String()) {
			return id
		}
	}
}

// free returns a *job.DuplicateError if a name of the specs or their sub-jobs is in use or named twice.
func (tx *Tx) free(specs []job.Spec) error {
	return tx.freeAmong(specs, make(map[job.Ref]bool, len(specs)))
}

// freeAmong returns free for specs after those that were seen.
func (tx *Tx) freeAmong(specs []job.Spec, seen map[job.Ref]bool) error {
	for i := range specs {
		s := &specs[i]
		if s.Family != nil {
			if err := tx.freeFamily(s); err != nil {
				return err
			}
			continue
		}
		if seen[s.Ref] || tx.w.jobs.get(s.Ref) != nil {
			return &job.DuplicateError{Ref: s.Ref}
		}
		seen[s.Ref] = true
		if err := tx.freeAmong(s.Children, seen); err != nil {
			return err
		}
	}
	return nil
}

// begin makes j the job of a spec whose name is free, and starts it.
func (tx *Tx) begin(j *job.Job, s *job.Spec) *job.Job {
	if s.Expires == 0 {
		s.Expires = tx.w.retentionOf(s.API)
	}
	tx.changed = true
	tx.w.commons.Start(j, s, tx.w.seed, tx.now)
	tx.enter(j)
	for _, a := range s.FurtherNames() {
		tx.w.aliases[job.Ref{API: s.API, ID: a}] = s.Ref
	}
	tx.aim(s, j)
	tx.w.order[s.API] = append(tx.w.order[s.API], j)
	if a := tx.w.agendas[s.API]; a != nil {
		a.add(j)
	}
	if len(tx.started) < maxUses {
		tx.started = append(tx.started, j.Ref())
	}
	return j
}

// enter returns a job and its children known by name. A name that is a number is reserved, so that the API's counter goes
// on above it.
func (tx *Tx) enter(j *job.Job) {
	tx.w.jobs.put(j)
	tx.born++
	if j.ID != "" && j.ID[0] <= '9' { // most IDs are no number, and the error of ParseUint costs memory
		if n, err := strconv.ParseUint(j.ID, 10, 31); err == nil {
			tx.Reserve(j.API, n)
		}
	}
	tx.w.await(j)
	for _, c := range j.Children {
		tx.enter(c)
	}
}
