package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"time"
)

// turns is how many turns each side of a race takes, and clients how many ask at a time.
const (
	turns   = 10
	clients = 8
)

// race asks two handlers over the loopback interface, in short turns, so that whatever else the machine does meets both. It
// returns the nanoseconds of a request to each, over all turns of one side.
func race(ours, theirs http.Handler, p poll, span time.Duration) (one, other float64, err error) {
	a, b := newTrack(ours), newTrack(theirs)
	defer a.close()
	defer b.close()
	a.warm(p, span/2)
	b.warm(p, span/2)
	for turn := range turns {
		first, second := a, b
		if turn%2 == 1 {
			first, second = b, a
		}
		first.run(p, span/turns)
		second.run(p, span/turns)
	}
	if a.failed.Load()+b.failed.Load() > 0 || a.asked.Load() == 0 || b.asked.Load() == 0 {
		return 0, 0, errors.New(p.name + ": requests failed")
	}
	return float64(a.took.Nanoseconds()) / float64(a.asked.Load()), float64(b.took.Nanoseconds()) / float64(b.asked.Load()), nil
}

// track is a handler at a socket, and clients with kept connections to it.
type track struct {
	server        *httptest.Server
	client        *http.Client
	took          time.Duration
	asked, failed atomic.Int64
}

func newTrack(h http.Handler) *track {
	return &track{server: httptest.NewServer(h), client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}}
}

func (t *track) close() {
	t.client.CloseIdleConnections()
	t.server.Close()
}

// warm asks for a while that does not count: until its journal is full, a world's memory grows.
func (t *track) warm(p poll, span time.Duration) {
	t.run(p, span)
	t.took = 0
	t.asked.Store(0)
}

// run asks for a while.
func (t *track) run(p poll, span time.Duration) {
	began := time.Now()
	var all sync.WaitGroup
	for range clients {
		all.Go(func() {
			for time.Since(began) < span {
				t.ask(p)
			}
		})
	}
	all.Wait()
	t.took += time.Since(began)
}

func (t *track) ask(p poll) {
	res, err := t.client.Do(p.request(t.server.URL))
	if err != nil {
		t.failed.Add(1)
		return
	}
	_, err = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	if err != nil || res.StatusCode != http.StatusOK {
		t.failed.Add(1)
		return
	}
	t.asked.Add(1)
}
