package redis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	redigo "github.com/gomodule/redigo/redis"

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
	opts Options
	pool *redigo.Pool
	stop context.CancelFunc
	done chan struct{} // closed when the leases are not renewed any more

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
	dial, err := dialer(opts)
	if err != nil {
		return nil, &Error{opts.URL, err}
	}
	pool := &redigo.Pool{Dial: dial, MaxIdle: maxIdle, IdleTimeout: time.Minute, TestOnBorrow: alive}
	ctx, stop := context.WithCancel(context.Background())
	s := &Store{opts: opts, pool: pool, stop: stop, done: make(chan struct{}), held: map[*log]struct{}{}}
	if err := s.register(); err != nil {
		stop()
		_ = pool.Close() // the error that there is says more
		return nil, &Error{opts.URL, err}
	}
	go s.renewAll(ctx)
	return s, nil
}

// maxIdle is how many connections wait for the next command.
const maxIdle = 16

// dialer returns how a connection to the server is made.
func dialer(opts Options) (func() (redigo.Conn, error), error) {
	u, err := url.Parse(opts.URL)
	if err != nil {
		return nil, err
	}
	if opts.Password != "" {
		u.User = url.UserPassword(u.User.Username(), opts.Password)
	}
	within := []redigo.DialOption{
		redigo.DialConnectTimeout(patience), redigo.DialReadTimeout(patience), redigo.DialWriteTimeout(patience),
	}
	switch u.Scheme {
	case "redis", "rediss":
		return func() (redigo.Conn, error) { return redigo.DialURL(u.String(), within...) }, nil
	case "unix":
		password, _ := u.User.Password()
		within = append(within, redigo.DialUsername(u.User.Username()), redigo.DialPassword(password))
		return func() (redigo.Conn, error) { return redigo.Dial("unix", u.Path, within...) }, nil
	default:
		return nil, fmt.Errorf("%q is no scheme of a store: want redis, rediss or unix", u.Scheme)
	}
}

// alive tests a connection that was idle for a while: the server may have been started anew.
func alive(c redigo.Conn, since time.Time) error {
	if (clock.System{}).Now().Sub(since) < time.Second {
		return nil
	}
	_, err := c.Do("PING")
	return err
}

// do runs a command.
func (s *Store) do(command string, args ...any) (any, error) {
	c := s.pool.Get()
	defer func() { _ = c.Close() }() // the command's own error says more
	return c.Do(command, args...)
}

// run runs a script on the keys of a session and further ones.
func (s *Store) run(script *redigo.Script, name string, more []string, args ...any) (any, error) {
	c := s.pool.Get()
	defer func() { _ = c.Close() }() // the script's own error says more
	all := append(keys(name), more...)
	passed := append(make([]any, 0, 1+len(all)+len(args)), len(all))
	for _, key := range all {
		passed = append(passed, key)
	}
	return script.Do(c, append(passed, args...)...)
}

// keys returns the keys of a session: lease, stream and hash.
func keys(name string) []string {
	return []string{prefix + "lease:" + name, prefix + "log:" + name, prefix + "session:" + name}
}

const names = prefix + "sessions"

// Names returns the names of the sessions that have a log.
func (s *Store) Names() ([]string, error) {
	list, err := redigo.Strings(s.do("SMEMBERS", names))
	return list, s.wrap(err)
}

// Create makes the log of a new session and owns it.
func (s *Store) Create(name string, records [][]byte) (store.Log, error) {
	args := []any{s.opts.Self, ms(s.opts.Lease), name}
	for _, r := range records {
		args = append(args, r)
	}
	asked := clock.System{}.Now()
	fence, err := redigo.Int64(s.run(createScript, name, []string{names}, args...))
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
	got, err := redigo.Values(s.run(ownScript, name, nil, s.opts.Self, ms(s.opts.Lease)))
	if err != nil {
		return nil, s.wrap(err)
	}
	var lease string
	var number int64
	if _, err := redigo.Scan(got, &lease, &number); err != nil {
		return nil, s.wrap(err)
	}
	if lease == "none" {
		return nil, store.ErrNotFound
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
	lease, err := redigo.String(s.do("GET", keys(name)[0]))
	if errors.Is(err, redigo.ErrNil) {
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
	_, err := s.do("ZREM", replicas, s.opts.Self)
	return errors.Join(append(errs, s.wrap(err), s.wrap(s.pool.Close()))...)
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
	if errors.Is(e.Err, os.ErrDeadlineExceeded) {
		reason = "it did not respond within " + patience.String()
	}
	return fmt.Sprintf("the store %s cannot be used: %s", address, reason)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }
