package redis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/redis/rueidis"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/store"
)

// prefix begins the names of all keys. It has a hash tag, so that a cluster of Redis keeps them together, as the scripts need.
const prefix = "{jobsim}:"

// patience is how long the server may take for one command, or be away.
const patience = 2 * time.Second

// DefaultLease is the usual length of a lease.
const DefaultLease = 5 * time.Second

// Options says how a store is opened.
type Options struct {
	URL      string // redis://[USER@]HOST:PORT[/DB], rediss:// with TLS, unix:///PATH
	Password string
	Self     string        // the URL at which the other replicas reach this one
	Lease    time.Duration // zero: DefaultLease
	Log      *slog.Logger
}

// Store is the logs in one Redis.
type Store struct {
	opts   Options
	client rueidis.Client
	stop   context.CancelFunc
	done   chan struct{} // closed when the leases are not renewed any more

	mu    sync.Mutex
	held  map[*log]struct{}
	heard time.Time // of the server, last
}

// Open connects to the server and registers the replica, and renews its leases until Close. It returns an *Error if the server cannot
// be used.
func Open(opts Options) (*Store, error) {
	if opts.Lease == 0 {
		opts.Lease = DefaultLease
	}
	at, err := rueidis.ParseURL(opts.URL)
	if err != nil {
		return nil, &Error{opts.URL, err}
	}
	if opts.Password != "" {
		at.Password = opts.Password
	}
	at.DisableCache = true
	at.ConnWriteTimeout = patience
	at.Dialer.Timeout = patience
	client, err := rueidis.NewClient(at)
	if err != nil {
		return nil, &Error{opts.URL, err}
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &Store{opts: opts, client: client, stop: stop, done: make(chan struct{}), held: map[*log]struct{}{}}
	if err := s.register(); err != nil {
		stop()
		client.Close()
		return nil, &Error{opts.URL, err}
	}
	go s.renewAll(ctx)
	return s, nil
}

// context returns a context for one command.
func (s *Store) context() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), patience)
}

// do runs a command.
func (s *Store) do(cmd rueidis.Completed) rueidis.RedisResult {
	ctx, cancel := s.context()
	defer cancel()
	return s.client.Do(ctx, cmd)
}

// run runs a script on the keys of a session and further ones.
func (s *Store) run(script *rueidis.Lua, name string, more []string, args ...string) rueidis.RedisResult {
	ctx, cancel := s.context()
	defer cancel()
	return script.Exec(ctx, s.client, append(keys(name), more...), args)
}

// keys returns the keys of a session: lease, stream and hash.
func keys(name string) []string {
	return []string{prefix + "lease:" + name, prefix + "log:" + name, prefix + "session:" + name}
}

const names = prefix + "sessions"

// Names returns the names of the sessions that have a log.
func (s *Store) Names() ([]string, error) {
	list, err := s.do(s.client.B().Smembers().Key(names).Build()).AsStrSlice()
	return list, s.wrap(err)
}

// Create makes the log of a new session and owns it.
func (s *Store) Create(name string, records [][]byte) (store.Log, error) {
	args := []string{s.opts.Self, ms(s.opts.Lease), name}
	for _, r := range records {
		args = append(args, rueidis.BinaryString(r))
	}
	asked := clock.System{}.Now()
	fence, err := s.run(createScript, name, []string{names}, args...).AsInt64()
	if err != nil {
		return nil, s.wrap(err)
	}
	if fence == 0 {
		return nil, &store.ExistsError{Name: name}
	}
	return s.hold(name, fmt.Sprint(fence), asked, time.Time{}), nil
}

// Own takes the lease of a log that nobody owns.
func (s *Store) Own(name string) (store.Log, error) {
	asked := clock.System{}.Now()
	got, err := s.run(ownScript, name, nil, s.opts.Self, ms(s.opts.Lease)).ToArray()
	if err != nil {
		return nil, s.wrap(err)
	}
	lease, err := got[0].ToString()
	if err != nil {
		return nil, s.wrap(err)
	}
	if lease == "none" {
		return nil, store.ErrNotFound
	}
	number, err := got[1].AsInt64()
	if err != nil {
		return nil, s.wrap(err)
	}
	if _, owner, ok := strings.Cut(lease, " "); ok {
		return nil, &store.OwnedError{Name: name, Owner: owner, Left: time.Duration(number) * time.Millisecond}
	}
	return s.hold(name, lease, asked, time.UnixMilli(number).UTC()), nil
}

// hold returns the log of a lease that was asked for at an instant.
func (s *Store) hold(name, fence string, asked, served time.Time) *log {
	l := &log{store: s, name: name, lease: fence + " " + s.opts.Self, served: served}
	l.extend(asked)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[l] = struct{}{}
	return l
}

// Owner returns the URL of the replica that owns a log.
func (s *Store) Owner(name string) (string, error) {
	lease, err := s.do(s.client.B().Get().Key(keys(name)[0]).Build()).ToString()
	if rueidis.IsRedisNil(err) {
		return "", nil
	}
	_, owner, _ := strings.Cut(lease, " ")
	return owner, s.wrap(err)
}

// Self returns the URL of this replica.
func (s *Store) Self() string { return s.opts.Self }

// Lease returns the length of a lease.
func (s *Store) Lease() time.Duration { return s.opts.Lease }

// Ready returns an error if nothing was heard of the server for the length of a lease.
func (s *Store) Ready() error {
	if away := s.Lag(); away > s.opts.Lease {
		return &Error{s.opts.URL, fmt.Errorf("nothing was heard of it for %s", away.Round(time.Second))}
	}
	return nil
}

// Lag returns for how long nothing was heard of the server. It is heard of four times in the length of a lease.
func (s *Store) Lag() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return (clock.System{}).Now().Sub(s.heard)
}

// Close gives back all leases and ends the connections.
func (s *Store) Close() error {
	s.stop()
	<-s.done
	s.mu.Lock()
	held := make([]*log, 0, len(s.held))
	for l := range s.held {
		held = append(held, l)
	}
	s.mu.Unlock()
	var errs []error
	for _, l := range held {
		errs = append(errs, l.Close())
	}
	errs = append(errs, s.wrap(s.do(s.client.B().Zrem().Key(replicas).Member(s.opts.Self).Build()).Error()))
	s.client.Close()
	return errors.Join(errs...)
}

// wrap returns an *Error of the client library's error; nil for none.
func (s *Store) wrap(err error) error {
	if err == nil {
		return nil
	}
	return &Error{s.opts.URL, err}
}

// ms returns a duration in milliseconds.
func ms(d time.Duration) string { return fmt.Sprint(d.Milliseconds()) }

// Error is an error of the server, or of the network on the way to it.
type Error struct {
	URL string
	Err error
}

// Error returns the server's address without what may be secret, and the reason.
func (e *Error) Error() string {
	address := e.URL
	if scheme, rest, ok := strings.Cut(address, "://"); ok {
		address = scheme + "://" + rest[strings.LastIndexByte(rest, '@')+1:]
	}
	reason := e.Err.Error()
	if errors.Is(e.Err, context.DeadlineExceeded) {
		reason = "it did not respond within " + patience.String()
	}
	return fmt.Sprintf("the store %s cannot be used: %s", address, reason)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }
