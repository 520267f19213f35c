package main

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// idle opens connections, polls once on each so that the server keeps it, returns what they cost, polls on each again, and
// closes them.
func (p plan) idle(out io.Writer, s *server, f *figure) error {
	conns := make([]*client, p.connections)
	defer func() {
		for _, c := range conns {
			if c != nil {
				_ = c.Close()
			}
		}
	}()
	requests := polls(s.host)
	p.each(conns, f, func(i int) (err error) {
		if conns[i], err = dial(s.host); err == nil {
			_, err = conns[i].ask(requests[i%len(requests)])
		}
		return err
	})
	held, err := s.look()
	if err != nil {
		return err
	}
	f.most = held
	fmt.Fprintf(out, "%d connections open: %s; %.1f KiB of memory each\n", p.connections, held, (held.kib-f.before.kib)/float64(p.connections))
	if held.files < p.connections {
		f.verdict = fmt.Errorf("the server has %d open files only", held.files)
	}
	p.each(conns, f, func(i int) error {
		if conns[i] == nil {
			return errRefused
		}
		_, err := conns[i].ask(requests[(i+1)%len(requests)])
		return err
	})
	return nil
}

// each does something for each connection, as many at a time as there are workers.
func (p plan) each(conns []*client, f *figure, do func(i int) error) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for w := range p.workers {
		wg.Go(func() {
			for i := w; i < len(conns); i += p.workers {
				began := time.Now()
				err := do(i)
				mu.Lock()
				f.add(err, time.Since(began))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// errGrown says that something did not stay flat.
var errGrown = errors.New("it grew")
