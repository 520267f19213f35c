package replicas

import (
	"sync"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/store"
)

// owners remembers for a while which replicas own sessions, so that not each request that is forwarded asks the store. What is remembered
// may be wrong: a replica that does not own a session takes it, or refuses the request.
type owners struct {
	mu     sync.Mutex
	byName map[string]owner
}

type owner struct {
	*store.OwnedError
	until time.Time
}

// get returns the owner of a session; nil if it is not known.
func (o *owners) get(name string) *store.OwnedError {
	o.mu.Lock()
	defer o.mu.Unlock()
	known, ok := o.byName[name]
	if !ok || !(clock.System{}).Now().Before(known.until) {
		return nil
	}
	return known.OwnedError
}

// put remembers an owner for a quarter of a lease: as long as it has at least, if it lives.
func (o *owners) put(e *store.OwnedError, lease time.Duration) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.byName == nil {
		o.byName = map[string]owner{}
	}
	o.byName[e.Name] = owner{e, (clock.System{}).Now().Add(lease / 4)}
}

func (o *owners) forget(name string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.byName, name)
}
