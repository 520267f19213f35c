package redis

import (
	"context"
	"fmt"
	"time"

	redigo "github.com/gomodule/redigo/redis"

	"github.com/jobsim/jobsim/emulator/clock"
)

// replicas is the key of a sorted set: the URLs of the replicas, by when they were heard of last, in milliseconds since 1970 by the
// server's clock.
const replicas = prefix + "replicas"

// serverTime returns the server's time in milliseconds since 1970.
func (s *Store) serverTime() (int64, error) {
	parts, err := redigo.Int64s(s.do("TIME"))
	if err != nil {
		return 0, err
	}
	return parts[0]*1000 + parts[1]/1000, nil
}

// register says that this replica is there.
func (s *Store) register() error {
	asked := clock.System{}.Now()
	now, err := s.serverTime()
	if err != nil {
		return err
	}
	if _, err := s.do("ZADD", replicas, now, s.opts.Self); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard = asked
	return nil
}

// Replicas returns the URLs of the replicas that were heard of within the length of a lease.
func (s *Store) Replicas() ([]string, error) {
	now, err := s.serverTime()
	if err != nil {
		return nil, s.wrap(err)
	}
	since := fmt.Sprint(now - s.opts.Lease.Milliseconds())
	list, err := redigo.Strings(s.do("ZRANGEBYSCORE", replicas, since, "+inf"))
	return list, s.wrap(err)
}

// renewAll renews the leases until ctx is done.
func (s *Store) renewAll(ctx context.Context) {
	defer close(s.done)
	ticker := time.NewTicker(s.opts.Lease / 4)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if err := s.register(); err != nil {
			s.opts.Log.Warn("the store cannot be reached; sessions are served until their leases end", "error", s.wrap(err).Error())
			continue
		}
		s.mu.Lock()
		held := make([]*log, 0, len(s.held))
		for l := range s.held {
			held = append(held, l)
		}
		s.mu.Unlock()
		for _, l := range held {
			l.renew()
		}
	}
}
