package main

import (
	"fmt"
	"io"
	"time"
)

// term starts a server, polls at full speed, sends SIGTERM, and compares what the server's log says that it answered with
// what clients have; so many times.
func (p plan) term(out io.Writer, folder string) (f figure, err error) {
	f.name = fmt.Sprintf("%d x SIGTERM", p.rounds)
	began := time.Now()
	begun := 0
	for round := range p.rounds {
		t, answers, err := p.oneTerm(folder, time.Duration(round%7)*13*time.Millisecond)
		if err != nil {
			return f, fmt.Errorf("round %d: %w", round+1, err)
		}
		fmt.Fprintf(out, "round %d: %d answers begun, %d whole, %d cut off; %d polls unanswered, %d without a connection\n",
			round+1, answers, t.answered, t.cut, t.unanswered, t.refused)
		begun += answers
		f.join(&t)
	}
	f.took = time.Since(began)
	lost := begun - f.answered
	fmt.Fprintf(out, "answers begun: %d; answers lost: %d\n", begun, lost)
	if lost != 0 || f.cut+f.odd > 0 {
		f.verdict = fmt.Errorf("%d of %d answers lost, %d cut off, %d other than 200", lost, begun, f.cut, f.odd)
	}
	return f, nil
}

// oneTerm returns one round. later shifts the moment a little, so that not all rounds hit the same one.
func (p plan) oneTerm(folder string, later time.Duration) (t tally, answers int, err error) {
	s, err := p.start(folder, "info")
	if err != nil {
		return t, 0, err
	}
	c := workers{host: s.host, number: p.workers, leaving: true}
	over := make(chan tally, 1)
	go func() { over <- c.work() }()
	time.Sleep(500*time.Millisecond + later)
	if err := s.stop(); err != nil {
		c.stop.Store(true)
		return t, 0, err
	}
	t = <-over
	answers, err = s.answered()
	return t, answers, err
}
