package redis

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	redigo "github.com/gomodule/redigo/redis"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/store"
)

// log is a log that this replica owns, as far as it knows.
type log struct {
	store  *Store
	name   string
	lease  string // the value of the key
	served time.Time
	until  atomic.Pointer[time.Time] // when it is not the owner's any more by this process's clock
	lost   atomic.Bool
}

// extend sets the end of the lease, which was asked for at an instant: a tenth earlier than the server's, whose clock may be faster.
func (l *log) extend(asked time.Time) {
	until := asked.Add(l.store.opts.Lease * 9 / 10)
	l.until.Store(&until)
}

// Check returns store.ErrNotOwner if the lease may have ended.
func (l *log) Check() error {
	if l.lost.Load() || !(clock.System{}).Now().Before(*l.until.Load()) {
		return store.ErrNotOwner
	}
	return nil
}

// Served returns up to when an earlier owner may have served the session.
func (l *log) Served() time.Time { return l.served }

// renew extends the lease. One that has ended by this process's clock is not renewed: another replica may have had it meanwhile.
func (l *log) renew() {
	if l.Check() != nil {
		return
	}
	asked := clock.System{}.Now()
	until := strconv.FormatInt(asked.Add(l.store.opts.Lease).UnixMilli(), 10)
	ok, err := redigo.Int64(l.store.run(renewScript, l.name, nil, l.lease, ms(l.store.opts.Lease), until))
	switch {
	case err != nil: // the lease goes on until its end
	case ok == 0:
		l.lose()
	default:
		l.extend(asked)
	}
}

// lose ends the ownership, which another replica has.
func (l *log) lose() {
	l.lost.Store(true)
	l.store.mu.Lock()
	defer l.store.mu.Unlock()
	delete(l.store.held, l)
}

// owned returns the error of a script, whose reply reports whether the caller is the owner.
func (l *log) owned(reply any, err error) error {
	ok, err := redigo.Int64(reply, err)
	if err != nil {
		return l.store.wrap(err)
	}
	if ok == 0 {
		l.lose()
		return store.ErrNotOwner
	}
	return nil
}

// Read calls f for each record.
func (l *log) Read(f func(number uint64, record []byte) error) error {
	const page = 5000
	from := "-"
	for {
		entries, err := redigo.Values(l.store.do("XRANGE", keys(l.name)[1], from, "+", "COUNT", page))
		if err != nil {
			return l.store.wrap(err)
		}
		for _, e := range entries {
			number, record, err := entry(e)
			if err != nil {
				return l.store.wrap(err)
			}
			if err := f(number, record); err != nil {
				return err
			}
			from = fmt.Sprintf("(%d-1", number)
		}
		if len(entries) < page {
			return nil
		}
	}
}

// entry returns the number and the record of an entry of a stream, which is its ID, "NUMBER-1", and its only field.
func entry(reply any) (number uint64, record []byte, err error) {
	parts, err := redigo.Values(reply, nil)
	if err != nil {
		return 0, nil, err
	}
	var id string
	var fields [][]byte
	if _, err := redigo.Scan(parts, &id, &fields); err != nil {
		return 0, nil, err
	}
	if len(fields) != 2 {
		return 0, nil, fmt.Errorf("entry %s has %d parts in place of a name and a record", id, len(fields))
	}
	digits, _, _ := strings.Cut(id, "-")
	number, err = strconv.ParseUint(digits, 10, 64)
	return number, fields[1], err
}

// Append adds records, if the lease is still this replica's.
func (l *log) Append(first uint64, records [][]byte) error {
	const most = 1000 // records of one script, during which the server does nothing else
	for len(records) > 0 {
		n := min(len(records), most)
		args := append(make([]any, 0, n+2), l.lease, strconv.FormatUint(first, 10))
		for _, r := range records[:n] {
			args = append(args, r)
		}
		if err := l.owned(l.store.run(appendScript, l.name, nil, args...)); err != nil {
			return err
		}
		first, records = first+uint64(n), records[n:]
	}
	return nil
}

// Replace writes the records to another stream, which takes the place of this one.
func (l *log) Replace(records [][]byte) error {
	next := prefix + "next:" + l.name
	if _, err := l.store.do("DEL", next); err != nil {
		return l.store.wrap(err)
	}
	for i, r := range records {
		if _, err := l.store.do("XADD", next, strconv.Itoa(i+1)+"-1", "r", r); err != nil {
			return l.store.wrap(err)
		}
	}
	return l.owned(l.store.run(replaceScript, l.name, []string{next}, l.lease, fmt.Sprint(len(records))))
}

// Remove removes the log.
func (l *log) Remove() error {
	defer l.lose()
	return l.owned(l.store.run(removeScript, l.name, []string{names}, l.lease, l.name))
}

// Close gives back the lease.
func (l *log) Close() error {
	if l.lost.Load() {
		return nil
	}
	defer l.lose()
	now := strconv.FormatInt(clock.System{}.Now().UnixMilli(), 10)
	_, err := l.store.run(releaseScript, l.name, nil, l.lease, now)
	return l.store.wrap(err)
}
