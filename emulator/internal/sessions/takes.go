package sessions

import "sync"

// takes are the sessions that become this replica's at present. Who asks for one of them waits for the same result.
type takes struct {
	mu     sync.Mutex
	byName map[string]*take
}

type take struct {
	done    chan struct{} // closed when the result is there
	session *Session
	err     error
}

// once returns the result of f, or that of the call with the same name that is under way.
func (t *takes) once(name string, f func() (*Session, error)) (*Session, error) {
	t.mu.Lock()
	if one := t.byName[name]; one != nil {
		t.mu.Unlock()
		<-one.done
		return one.session, one.err
	}
	if t.byName == nil {
		t.byName = map[string]*take{}
	}
	one := &take{done: make(chan struct{})}
	t.byName[name] = one
	t.mu.Unlock()
	defer func() {
		t.mu.Lock()
		delete(t.byName, name)
		t.mu.Unlock()
		close(one.done)
	}()
	one.session, one.err = f()
	return one.session, one.err
}
