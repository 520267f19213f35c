package playback

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/httpwriter"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

// requestsPerOpening is how many IDs of requests there are before a log is opened again. They are drawn by number, and none repeats.
const requestsPerOpening = 1 << 40

// Opened is a log that was read again.
type Opened struct {
	State   *State
	As      StoredAs
	Records int // in the log
	Dropped int // of them, those on which no later response depends
}

// Open begins what a log begins with and carries out its entries, each at its instant. The clock goes on as if it had never stopped.
// Its error is that of the log, or a *SnapshotError.
func (p *Player) Open(log store.Log) (*Opened, error) {
	r := &reading{player: p, dead: map[uint64]bool{}, unsent: map[uint64]bool{}}
	if err := log.Read(r.scan); err != nil {
		return nil, err
	}
	if err := log.Read(r.carryOut); err != nil {
		return nil, err
	}
	if r.st == nil {
		return nil, &SnapshotError{"the log is empty"}
	}
	st := r.st
	_ = st.World.Do(func(tx *world.Tx) error {
		tx.SetRequests(max(tx.Requests(), uint64(r.times+1)*requestsPerOpening))
		return nil
	})
	st.Clock.Follow(r.anchor, r.latest, log.Served())
	if p.Counts != nil {
		p.Counts.Replayed.Add(int64(r.number))
	}
	o := &Opened{State: st, As: r.as, Records: int(r.number), Dropped: len(r.dead)}
	return o, r.resume(log, o)
}

// reading reads a log.
type reading struct {
	player *Player
	dead   map[uint64]bool // the numbers of records that are not carried out
	unsent map[uint64]bool // the numbers of requests whose responses were not sent whole

	moved  uint64 // the number of the last record of the clock
	number uint64 // of the last record
	times  int    // how often the log was opened before
	as     StoredAs
	st     *State
	anchor clock.Anchor
	latest time.Time // of an entry
	alive  [][]byte  // the records to keep, if the log is to be compacted
}

// scan finds the records that later ones replace.
func (r *reading) scan(number uint64, record []byte) error {
	kind, about, _, err := splitRecord(record)
	if err != nil {
		return err
	}
	switch kind {
	case requestRecord:
		if about > 0 {
			r.dead[about] = true
		}
	case unsentRecord:
		r.unsent[about], r.dead[number] = true, true
	case clockRecord:
		if r.moved > 0 {
			r.dead[r.moved] = true
		}
		r.moved = number
	}
	return nil
}

// carryOut carries out a record.
func (r *reading) carryOut(number uint64, record []byte) error {
	r.number = number
	kind, _, text, err := splitRecord(record)
	if err != nil || (r.dead[number] && kind != clockRecord) {
		return err
	}
	if (r.st == nil) != (kind == beginRecord) {
		return &SnapshotError{"a log begins with the record of its beginning, and has no other"}
	}
	switch kind {
	case beginRecord:
		return r.begin(text)
	case requestRecord:
		return r.request(number, text)
	case commandRecord:
		var c storedCommand
		if err := json.Unmarshal(text, &c); err != nil {
			return err
		}
		r.set(c.At)
		_, err := r.player.Do(r.st, c.command())
		return err
	case clockRecord:
		return r.steered(text)
	case countsRecord:
		var n counts
		if err := json.Unmarshal(text, &n); err != nil {
			return err
		}
		r.counted(n)
	case openedRecord:
		var o opened
		if err := json.Unmarshal(text, &o); err != nil {
			return err
		}
		r.times = o.Time
	}
	return nil
}

func (r *reading) begin(text []byte) error {
	var b beginning
	if err := json.Unmarshal(text, &b); err != nil {
		return err
	}
	r.as, r.latest = b.Session, b.Snapshot.Snapshot.Began
	var err error
	r.st, err = r.player.beginAgain(b.Snapshot)
	return err
}

// set moves the clock of the replay.
func (r *reading) set(at time.Time) {
	if at.After(r.latest) {
		r.latest = at
	}
	r.st.Clock.Set(at)
}

func (r *reading) request(number uint64, text []byte) error {
	at, logged, err := decodeRequest(text)
	if err != nil {
		return err
	}
	r.set(at)
	req, err := logged.Request()
	if err != nil {
		return err
	}
	from := wire.Backend{World: r.st.World, Replay: true, Unsent: logged.Unsent || r.unsent[number]}
	r.player.Dispatcher.Answer(httpwriter.Discard{}, req, from)
	return nil
}

// steered keeps where the clock was steered. The last instant before is one that a client may have seen.
func (r *reading) steered(text []byte) error {
	r.anchor = clock.Anchor{} // zero members are not written
	if err := json.Unmarshal(text, &r.anchor); err != nil {
		return err
	}
	if r.anchor.Now.After(r.latest) {
		r.latest = r.anchor.Now
	}
	return nil
}

func (r *reading) counted(n counts) {
	r.set(n.At)
	_ = r.st.World.Do(func(tx *world.Tx) error {
		tx.SetRequests(n.Requests)
		for _, one := range n.Polls {
			tx.SetPolls(one.Job, one.Polls)
		}
		return nil
	})
}

// resume makes the log the sink of what follows, and writes that it was opened. A log that is mostly dead is written anew before.
func (r *reading) resume(log store.Log, o *Opened) error {
	const fewest = 1000 // dead records that are worth writing a log anew
	l := &StoredLog{log: log, counts: r.player.Counts, added: r.number, kept: r.number}
	if len(r.dead) > fewest && 2*len(r.dead) > int(r.number) {
		if err := r.compact(log); err != nil {
			return err
		}
		l.added, l.kept = uint64(len(r.alive)), uint64(len(r.alive))
		r.alive = nil
	}
	note, err := encode(openedRecord, 0, opened{r.times + 1})
	if err != nil {
		return err
	}
	if err := log.Append(l.added+1, [][]byte{note}); err != nil {
		return err
	}
	l.added, l.kept = l.added+1, l.kept+1
	_ = o.State.World.Do(func(tx *world.Tx) error {
		tx.SetSink(l)
		return nil
	})
	o.State.Clock.OnSteer(l.moved)
	o.State.Log = l
	return nil
}

// compact writes a log anew, without the records on which no later response depends.
func (r *reading) compact(log store.Log) error {
	err := log.Read(func(number uint64, record []byte) error {
		kind, _, text, err := splitRecord(record)
		switch {
		case err != nil:
			return err
		case r.dead[number]:
			return nil
		case kind != requestRecord:
			r.alive = append(r.alive, slices.Clone(record))
			return nil
		}
		at, logged, err := decodeRequest(text)
		if err != nil {
			return err
		}
		logged.Unsent = logged.Unsent || r.unsent[number]
		again, err := encodeRequest(at, logged, 0)
		r.alive = append(r.alive, again)
		return err
	})
	if err != nil {
		return err
	}
	return log.Replace(r.alive)
}
