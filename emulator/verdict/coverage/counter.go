package coverage

import "sync"

// Counter counts what the clients of all sessions of an emulator are shown, for emulator.Options.Coverage. It is safe for concurrent use.
type Counter struct {
	mu    sync.Mutex
	items Items
}

// New returns a counter that has counted nothing.
func New() *Counter { return &Counter{items: Items{}} }

// Coverage returns what was counted so far. Of the vocabulary it has only what clients were shown.
func (c *Counter) Coverage() Coverage {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.items.Coverage()
}

// Do calls f with the items, which no other call reads or changes meanwhile.
func (c *Counter) Do(f func(Items)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(c.items)
}
