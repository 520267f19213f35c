package main

import (
	"fmt"
	"io"
	"sync"
	"syscall"
	"text/tabwriter"
	"time"
)

// part is one row of the table.
type part struct {
	name          string
	took          time.Duration
	before, after usage
	tally
}

// run measures one part after the other and prints the table. It fails when an answer was lost.
func (p plan) run(out io.Writer) error {
	var parts []part
	lost := 0
	for _, one := range []struct {
		name   string
		wanted bool
		do     func(io.Writer) (tally, error)
	}{
		{"first polls", true, func(io.Writer) (tally, error) { return p.atFullSpeed(10_000), nil }},
		{fmt.Sprintf("%d idle", p.connections), p.connections > 0, p.idle},
		{fmt.Sprintf("%d polls", p.requests), p.requests > 0, func(io.Writer) (tally, error) { return p.atFullSpeed(p.requests), nil }},
		{"soak of " + p.duration.String(), p.duration > 0, p.soak},
	} {
		if !one.wanted {
			continue
		}
		row := part{name: one.name}
		var err error
		if row.before, err = p.look(); err != nil {
			return err
		}
		began := time.Now()
		row.tally, err = one.do(out)
		row.took = time.Since(began)
		if err == nil {
			row.after, err = p.settled(row.before.goroutines)
		}
		if err != nil {
			return err
		}
		lost += row.requests - row.answered
		parts = append(parts, row)
	}
	if p.term {
		row, err := p.end(out)
		if err != nil {
			return err
		}
		lost += row.cut + row.odd
		parts = append(parts, row)
	}
	table(out, parts)
	if lost > 0 {
		return fmt.Errorf("%d answers lost", lost)
	}
	return nil
}

func (p plan) atFullSpeed(requests int) tally {
	c := crew{host: p.host, workers: p.workers, most: int64(requests)}
	return c.work()
}

// idle opens connections, polls once on each so that the server keeps it, lets them rest, polls on each again, and closes
// them.
func (p plan) idle(out io.Writer) (all tally, err error) {
	conns := make([]*client, p.connections)
	request := polls(p.host)[0]
	var mu sync.Mutex
	each := func(do func(i int) error) {
		var wg sync.WaitGroup
		for w := range p.workers {
			wg.Go(func() {
				for i := w; i < len(conns); i += p.workers {
					began := time.Now()
					err := do(i)
					mu.Lock()
					all.add(err, time.Since(began))
					mu.Unlock()
				}
			})
		}
		wg.Wait()
	}
	each(func(i int) (err error) {
		if conns[i], err = dial(p.host); err == nil {
			_, err = conns[i].ask(request)
		}
		return err
	})
	held, err := p.look()
	fmt.Fprintf(out, "%d connections open: %s, %d goroutines, %d files\n", p.connections, held, held.goroutines, held.files)
	each(func(i int) error {
		if conns[i] == nil {
			return errRefused
		}
		_, err := conns[i].ask(request)
		return err
	})
	for _, c := range conns {
		if c != nil {
			_ = c.Close()
		}
	}
	return all, err
}

// settled is what the server holds once it has noticed that connections were closed: when it has no more goroutines than
// before, or ten seconds later.
func (p plan) settled(goroutines int) (u usage, err error) {
	for range 100 {
		if u, err = p.look(); err != nil || u.goroutines <= goroutines {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return u, err
}

// soak polls for a time, and tells now and then what the server holds.
func (p plan) soak(out io.Writer) (tally, error) {
	c := crew{host: p.host, workers: p.workers}
	over := make(chan tally, 1)
	go func() { over <- c.work() }()
	end := time.After(p.duration)
	ticks := time.NewTicker(p.every)
	defer ticks.Stop()
	began := time.Now()
	for {
		select {
		case <-ticks.C:
			u, err := p.look()
			if err != nil {
				return tally{}, err
			}
			fmt.Fprintf(out, "%6s  %s, %d goroutines, %d files\n", time.Since(began).Round(time.Second), u, u.goroutines, u.files)
		case <-end:
			c.stop.Store(true)
			return <-over, nil
		}
	}
}

// end sends SIGTERM at full speed, and waits until no worker gets a connection any more and the server is gone.
func (p plan) end(out io.Writer) (row part, err error) {
	row.name = "SIGTERM"
	if row.before, err = p.look(); err != nil {
		return row, err
	}
	c := crew{host: p.host, workers: p.workers, leaving: true}
	began := time.Now()
	over := make(chan tally, 1)
	go func() { over <- c.work() }()
	time.Sleep(2 * time.Second)
	told := time.Now()
	if err := syscall.Kill(p.pid, syscall.SIGTERM); err != nil {
		return row, err
	}
	row.tally = <-over
	row.took = time.Since(began)
	for time.Since(told) < patience {
		if kib, err := p.resident(); err != nil || kib == 0 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Fprintf(out, "gone %s after SIGTERM; answers cut off: %d\n", time.Since(told).Round(10*time.Millisecond), row.cut)
	return row, nil
}

func table(out io.Writer, parts []part) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "part\ttook\trequests\tper second\tp50\tp99\tp99.9\tmost\tstatus\tcut\tunanswered\trefused\tmemory\tthen\tgoroutines\tthen\t")
	for _, r := range parts {
		fmt.Fprintf(w, "%s\t%s\t%d\t%.0f\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%s\t%s\t%d\t%d\t\n", r.name, r.took.Round(10*time.Millisecond), r.requests,
			float64(r.answered)/r.took.Seconds(), brief(r.times.at(0.5)), brief(r.times.at(0.99)), brief(r.times.at(0.999)), brief(r.times.most),
			r.odd, r.cut, r.unanswered, r.refused, r.before, r.after, r.before.goroutines, r.after.goroutines)
	}
	_ = w.Flush()
	for _, r := range parts {
		if r.first != nil {
			fmt.Fprintf(out, "%s: the first that went wrong: %v\n", r.name, r.first)
		}
	}
}

func brief(d time.Duration) time.Duration { return d.Round(time.Microsecond) }
