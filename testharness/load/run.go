package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// figure is one row of the table.
type figure struct {
	name          string
	took          time.Duration
	before, after usage
	most          usage // while it went on
	tally
	verdict error // nil: as it should be
}

// warmth is how many polls a server has answered before anything is measured: more than its journal holds.
const warmth = 30_000

// run measures one figure after the other and prints the table. It fails when one of them is not as it should be.
func (p plan) run(out io.Writer) (err error) {
	if err := openFiles(max(p.connections, 3*p.slow, p.workers)); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "jobsim-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := p.build(folder); err != nil {
		return err
	}
	fmt.Fprintln(out, machine())
	var all []figure
	if p.rounds < 1 || p.connections+p.polls+p.slow > 0 || p.soak > 0 {
		if all, err = p.atOne(out, folder); err != nil {
			return err
		}
	}
	if p.rounds > 0 {
		row, err := p.term(out, folder)
		if err != nil {
			return err
		}
		all = append(all, row)
	}
	table(out, all)
	var failed []error
	for _, f := range all {
		if f.verdict != nil {
			failed = append(failed, fmt.Errorf("%s: %w", f.name, f.verdict))
		}
	}
	return errors.Join(failed...)
}

// atOne measures what can be measured at one server.
func (p plan) atOne(out io.Writer, folder string) (all []figure, err error) {
	s, err := p.start(folder, "warn")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	for _, one := range []struct {
		name   string
		wanted bool
		do     func(io.Writer, *server, *figure) error
	}{
		{"warming up", true, p.send(warmth)},
		{fmt.Sprintf("%d connections", p.connections), p.connections > 0, p.idle},
		{fmt.Sprintf("%d polls", p.polls), p.polls > 0, p.send(p.polls)},
		{"soak of " + p.soak.String(), p.soak > 0, p.soaked},
		{fmt.Sprintf("3 x %d slow clients", p.slow), p.slow > 0, p.slowly},
	} {
		if !one.wanted {
			continue
		}
		f := figure{name: one.name}
		if f.before, err = s.look(); err != nil {
			return nil, err
		}
		began := time.Now()
		err = one.do(out, s, &f)
		f.took = time.Since(began)
		if err == nil {
			f.after, err = s.settled(f.before)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.name, err)
		}
		if lost := f.requests - f.answered; f.verdict == nil && lost > 0 {
			f.verdict = fmt.Errorf("%d of %d polls have no answer, the first for: %w", lost, f.requests, f.first)
		}
		if f.verdict == nil && one.name != "warming up" && f.after.goroutines > f.before.goroutines+spareFiles {
			f.verdict = fmt.Errorf("%.0f goroutines stayed behind", f.after.goroutines-f.before.goroutines)
		}
		all = append(all, f)
	}
	return all, nil
}

// send sends polls at full speed.
func (p plan) send(polls int) func(io.Writer, *server, *figure) error {
	return func(_ io.Writer, s *server, f *figure) error {
		c := workers{host: s.host, number: p.workers, most: int64(polls)}
		f.tally = c.work()
		return nil
	}
}
