package redis

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/redis/rueidis"

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
	ok, err := l.store.run(renewScript, l.name, nil, l.lease, ms(l.store.opts.Lease), until).AsInt64()
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

// owned returns the error of a script that reports whether the caller is the owner.
func (l *log) owned(result rueidis.RedisResult) error {
	ok, err := result.AsInt64()
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
		cmd := l.store.client.B().Xrange().Key(keys(l.name)[1]).Start(from).End("+").Count(page).Build()
		entries, err := l.store.do(cmd).AsXRange()
		if err != nil {
			return l.store.wrap(err)
		}
		for _, e := range entries {
			id, _, _ := strings.Cut(e.ID, "-")
			number, err := strconv.ParseUint(id, 10, 64)
			if err != nil {
				return l.store.wrap(err)
			}
			if err := f(number, []byte(e.FieldValues["r"])); err != nil {
				return err
			}
		}
		if len(entries) < page {
			return nil
		}
		from = "(" + entries[len(entries)-1].ID
	}
}

// Append adds records, if the lease is still this replica's.
func (l *log) Append(first uint64, records [][]byte) error {
	const most = 1000 // records of one script, during which the server does nothing else
	for len(records) > 0 {
		n := min(len(records), most)
		args := append(make([]string, 0, n+2), l.lease, strconv.FormatUint(first, 10))
		for _, r := range records[:n] {
			args = append(args, rueidis.BinaryString(r))
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
	b := l.store.client.B()
	if err := l.store.do(b.Del().Key(next).Build()).Error(); err != nil {
		return l.store.wrap(err)
	}
	for i, r := range records {
		add := b.Xadd().Key(next).Id(strconv.Itoa(i+1)+"-1").FieldValue().FieldValue("r", rueidis.BinaryString(r)).Build()
		if err := l.store.do(add).Error(); err != nil {
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
	return l.store.wrap(l.store.run(releaseScript, l.name, nil, l.lease, now).Error())
}
