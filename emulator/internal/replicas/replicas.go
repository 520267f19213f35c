package replicas

import (
	"crypto/subtle"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// The headers of a request that another replica forwarded.
const (
	secretHeader = "X-Jobsim-Replica"
	schemeHeader = "X-Jobsim-Scheme" // https, if the client's connection was
)

// The paths of what replicas ask each other for: to read the list of sessions, and to take one.
const (
	refreshPath = "/__replica/refresh"
	takePath    = "/__replica/take"
)

// Options is what a replica needs.
type Options struct {
	Store    store.Shared
	Registry *sessions.Registry
	Secret   string // which all replicas share
	Log      *slog.Logger
	// IsAdmin reports whether a request is for the control API. Fail writes an error of it.
	IsAdmin func(*http.Request) bool
	Fail    func(http.ResponseWriter, error)
}

// Replicas is one of several replicas. It is safe for concurrent use.
type Replicas struct {
	Options
	client *http.Client // to the other replicas
	proxy  http.Handler

	owners owners

	forwarded atomic.Int64 // requests
	taken     atomic.Int64 // sessions

	mu    sync.Mutex
	names map[string]string // of the sessions: their IDs by ID and by project
	read  time.Time         // when names was read
}

// New returns a replica.
func New(opts Options) *Replicas {
	transport := &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: time.Minute, DisableCompression: true}
	c := &Replicas{Options: opts, client: &http.Client{Transport: transport}}
	c.proxy = c.newProxy(transport)
	return c
}

// Close ends the connections to the other replicas.
func (c *Replicas) Close() { c.client.CloseIdleConnections() }

// Forwarded returns the number of requests that were forwarded, and Taken that of sessions that were taken.
func (c *Replicas) Forwarded() int64 { return c.forwarded.Load() }

// Taken returns the number of sessions that this replica has become the owner of.
func (c *Replicas) Taken() int64 { return c.taken.Load() }

// ServeHTTP serves a request, here or by forwarding it.
func (c *Replicas) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	fromReplica, ok := c.authentic(r)
	switch {
	case !ok:
		http.Error(w, "the secret of the replica is another one", http.StatusForbidden)
	case r.URL.Path == "/healthz":
		writeText(w, http.StatusOK, "ok\n")
	case r.URL.Path == "/readyz":
		c.ready(w)
	case fromReplica && r.URL.Path == refreshPath:
		if err := c.refresh(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	case fromReplica && r.URL.Path == takePath:
		if _, err := c.session(r.URL.Query().Get("session")); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	case r.URL.Path == "/__admin/metrics":
		c.Registry.Main().Serve(w, r) // each replica has its own
	default:
		c.serve(w, r, fromReplica)
	}
}

// ready responds to /readyz.
func (c *Replicas) ready(w http.ResponseWriter) {
	if err := c.Store.Ready(); err != nil {
		writeText(w, http.StatusServiceUnavailable, err.Error()+"\n")
		return
	}
	writeText(w, http.StatusOK, "ok\n")
}

func writeText(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text)) // an error means that the client has gone
}

// authentic reports whether a request comes from another replica, and false for one that only says so. It removes the headers that say
// it.
func (c *Replicas) authentic(r *http.Request) (fromReplica, ok bool) {
	secret := r.Header.Get(secretHeader)
	if secret == "" {
		return false, true
	}
	if subtle.ConstantTimeCompare([]byte(secret), []byte(c.Secret)) != 1 {
		return false, false
	}
	r.Header.Del(secretHeader)
	if r.Header.Get(schemeHeader) == "https" && r.TLS == nil {
		r.TLS = clientTLS
	}
	r.Header.Del(schemeHeader)
	return true, true
}

// serve finds the session of a request and its owner.
func (c *Replicas) serve(w http.ResponseWriter, r *http.Request, fromReplica bool) {
	for range 3 { // a session may have ended since the list of them was read
		known, err := c.known()
		if err != nil {
			c.refuse(w, r, err, 0)
			return
		}
		name, in, named := c.Registry.Identify(r, known)
		if owner := c.owners.get(name); owner != nil && !fromReplica && c.Registry.Held(name) == nil {
			c.forward(w, forwarding{owner: owner, in: in, sent: r})
			return
		}
		s, err := c.session(name)
		owned, elsewhere := errors.AsType[*store.OwnedError](err)
		switch {
		case err == nil:
			s.Serve(w, in)
			return
		case elsewhere && !fromReplica && owned.Owner != c.Store.Self():
			c.owners.put(owned, c.Store.Lease())
			c.forward(w, forwarding{owner: owned, in: in, sent: r})
			return
		case elsewhere:
			w.Header().Set(secretHeader, "moved") // the replica that forwarded it removes this
			c.refuse(w, in, err, owned.Left)
			return
		case !errors.Is(err, store.ErrNotFound):
			c.refuse(w, in, err, 0)
			return
		case named && name != store.Main:
			c.Fail(w, &sessions.SessionNotFoundError{ID: name})
			return
		}
		r = in
		c.forget()
	}
	c.refuse(w, r, errors.New("the store has lost the session: restore it, or start the replicas again"), 0)
}

// session returns a session that this replica owns, now at the latest.
func (c *Replicas) session(name string) (*sessions.Session, error) {
	if s := c.Registry.Held(name); s != nil {
		return s, nil
	}
	s, err := c.Registry.Take(name)
	if err == nil {
		c.taken.Add(1)
	}
	return s, err
}

// refuse responds to a request for a session that cannot be served at present; left is how long that may last, 0 if it is not known.
func (c *Replicas) refuse(w http.ResponseWriter, r *http.Request, err error, left time.Duration) {
	why := &wire.UnavailableError{Reason: err.Error(), RetryAfter: max(left, time.Second)}
	if c.IsAdmin(r) {
		c.Fail(w, why)
		return
	}
	c.Registry.Unavailable(w, r, why)
}

// known returns the list of sessions, read again if it is too old.
func (c *Replicas) known() (sessions.Names, error) {
	c.mu.Lock()
	fresh := (clock.System{}).Now().Before(c.read.Add(c.Store.Lease() / 2))
	c.mu.Unlock()
	if !fresh {
		if err := c.refresh(); err != nil {
			return nil, err
		}
	}
	return func(name string) (string, bool) {
		c.mu.Lock()
		defer c.mu.Unlock()
		id, ok := c.names[name]
		return id, ok && name != ""
	}, nil
}

// refresh reads the list of sessions.
func (c *Replicas) refresh() error {
	began := (clock.System{}).Now()
	list, err := c.Store.Names()
	if err != nil {
		return err
	}
	names := make(map[string]string, 2*len(list))
	for _, id := range list {
		if id != store.Main {
			names[id], names[sessions.ProjectOf(id)] = id, id
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if began.After(c.read) {
		c.names, c.read = names, began
	}
	return nil
}

// forget has the list of sessions read again.
func (c *Replicas) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read = time.Time{}
}

// IDs returns the IDs of all sessions besides the main one.
func (c *Replicas) IDs() ([]string, error) {
	list, err := c.Store.Names()
	var ids []string
	for _, id := range list {
		if id != store.Main {
			ids = append(ids, id)
		}
	}
	return ids, err
}
