package main

import (
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// drips is how often a slow client sends or takes something.
const drips = 3 * time.Second

// slowBody is how much of a body slow clients send at once before they become slow.
const slowBody = 512 << 10

// slowest is how long the server may take to let go of every slow client: 30 seconds after it last took something, and a
// while for all of them to come in.
const slowest = 75 * time.Second

// slowly opens slow clients of three kinds: one sends its head a byte at a time, one half of a large body and then bytes, one asks for
// a large document 300 times, more than the system buffers, and takes no answer.
// Meanwhile others poll now and then, as if nothing were.
func (p plan) slowly(out io.Writer, s *server, f *figure) error {
	host := "\r\nHost: " + s.host + "\r\n"
	kinds := []struct{ name, begin, drip string }{
		{"head", "GET /evs/v1/p/jobs/disk HTTP/1.1" + host, "X: y\r\n"},
		{"body", fmt.Sprintf("POST /evs/v2/p/cloudvolumes HTTP/1.1%sX-Auth-Token: t\r\nContent-Length: %d\r\n\r\n%s", host, 1<<20, strings.Repeat(" ", slowBody)), " "},
		{"reader", strings.Repeat("GET /__admin/openapi.yaml HTTP/1.1"+host+"\r\n", 300), ""},
	}
	var open [3]atomic.Int64
	var wg sync.WaitGroup
	end := make(chan struct{})
	for k, kind := range kinds {
		for range p.slow {
			conn, err := net.DialTimeout("tcp", s.host, patience)
			if err != nil {
				close(end)
				wg.Wait()
				return fmt.Errorf("%w: %w", errRefused, err)
			}
			if kind.drip == "" {
				_ = conn.(*net.TCPConn).SetReadBuffer(4 << 10) // else the system takes a lot for it
			}
			open[k].Add(1)
			wg.Go(func() {
				defer open[k].Add(-1)
				drip(conn, kind.begin, kind.drip, end)
			})
		}
	}
	began := time.Now()
	for time.Since(began) < slowest && open[0].Load()+open[1].Load()+open[2].Load() > 0 {
		c := workers{host: s.host, number: 4, most: 200}
		t := c.work()
		f.join(&t)
		u, err := s.look()
		if err != nil {
			return err
		}
		f.most.kib, f.most.heap = max(f.most.kib, u.kib), max(f.most.heap, u.heap)
		f.most.goroutines = max(f.most.goroutines, u.goroutines)
		fmt.Fprintf(out, "%4s  heads %d, bodies %d, readers %d; %s\n", time.Since(began).Round(time.Second), open[0].Load(), open[1].Load(), open[2].Load(), u)
		time.Sleep(drips)
	}
	left := open[0].Load() + open[1].Load() + open[2].Load()
	close(end)
	wg.Wait()
	if left > 0 {
		f.verdict = fmt.Errorf("%d slow clients were not let go in %s", left, slowest)
	}
	return nil
}

// drip is a slow client, until the server lets it go or the end.
func drip(conn net.Conn, begin, more string, end <-chan struct{}) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		if _, err := io.WriteString(conn, begin); err != nil {
			return
		}
		for ticks := time.NewTicker(drips); ; {
			select {
			case <-ticks.C:
				if more == "" {
					more = "\r\n" // between two requests it says nothing, but a socket that was closed refuses it
				}
				if _, err := io.WriteString(conn, more); err != nil {
					return
				}
			case <-end:
				return
			}
		}
	}()
	select {
	case <-gone:
	case <-end:
	}
	_ = conn.Close()
	<-gone
}
