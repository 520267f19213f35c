package main

import (
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// tally is what became of the requests of a part.
type tally struct {
	requests, answered, refused, unanswered, cut, odd int
	first                                             error // the first of what went wrong
	times                                             times
}

func (t *tally) add(err error, took time.Duration) {
	t.requests++
	switch {
	case err == nil:
		t.answered++
		t.times.add(took)
		return
	case errors.Is(err, errCut):
		t.cut++
	case errors.Is(err, errUnanswered):
		t.unanswered++
	case errors.Is(err, errRefused):
		t.refused++
	default:
		t.odd++
	}
	if t.first == nil {
		t.first = err
	}
}

// join adds another tally.
func (t *tally) join(o *tally) {
	t.requests += o.requests
	t.answered += o.answered
	t.refused += o.refused
	t.unanswered += o.unanswered
	t.cut += o.cut
	t.odd += o.odd
	if t.first == nil {
		t.first = o.first
	}
	t.times.join(&o.times)
}

// workers sends polls, one connection for each worker, until it is stopped or has sent as many as it should.
type workers struct {
	host    string
	number  int
	most    int64 // requests; 0: no end
	sent    atomic.Int64
	stop    atomic.Bool
	leaving bool // the server is about to leave: a worker that gets no connection is done
}

func (c *workers) work() tally {
	var all tally
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range c.number {
		wg.Go(func() {
			mine := c.one(i)
			mu.Lock()
			defer mu.Unlock()
			all.join(&mine)
		})
	}
	wg.Wait()
	return all
}

// one runs one worker. After an error it takes a new connection.
func (c *workers) one(first int) (t tally) {
	var conn *client
	requests := polls(c.host)
	for n := first; !c.stop.Load(); n++ {
		if c.most > 0 && c.sent.Add(1) > c.most {
			break
		}
		began := time.Now()
		var last bool
		var err error
		if conn == nil {
			conn, err = dial(c.host)
		}
		if err == nil {
			last, err = conn.ask(requests[n%len(requests)])
		}
		t.add(err, time.Since(began))
		if conn != nil && (last || err != nil) {
			_ = conn.Close()
			conn = nil
		}
		if c.leaving && errors.Is(err, errRefused) {
			break
		}
	}
	if conn != nil {
		_ = conn.Close()
	}
	return t
}
