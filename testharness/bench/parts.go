package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// pollCosts measures each poll beside a bare server that writes the same bytes.
func pollCosts(ctx context.Context, b *binaries, o options) ([]figure, error) {
	var figures []figure
	for _, p := range polls() {
		f, err := pollCost(ctx, b, o, p)
		if err != nil {
			return nil, err
		}
		figures = append(figures, f)
	}
	return figures, nil
}

func pollCost(ctx context.Context, b *binaries, o options, p poll) (figure, error) {
	ours, err := b.serveJobsim(ctx, 400, p.log)
	if err != nil {
		return figure{}, err
	}
	defer ours.stop()
	bare, err := b.serveBare(ctx, ours, []poll{p})
	if err != nil {
		return figure{}, err
	}
	defer bare.stop()
	r, err := b.compare(ctx, side{ours, p}, side{bare, p}, o.rounds, o.span)
	if err != nil {
		return figure{}, err
	}
	return figure{
		what: p.name + ", bare net/http's cost over ours",
		value: fmt.Sprintf("%s; %.1f µs beside %.1f; throughput %.2f, %.0f a second, 99 %% within %.2f ms",
			r.processor, r.ours.median, r.theirs.median, r.throughput.median, r.rate.median, r.slow.median/1e3),
		budget: fmt.Sprintf(">= %.2f", p.budget), ratio: r.processor.median, least: p.budget, within: r.processor.median >= p.budget,
	}, nil
}

// amongJobs measures the same poll among ten jobs and among a million.
func amongJobs(ctx context.Context, b *binaries, o options) ([]figure, error) {
	few, err := b.serveJobsim(ctx, 10, false)
	if err != nil {
		return nil, err
	}
	defer few.stop()
	many, err := b.serveJobsim(ctx, 1_000_000, false)
	if err != nil {
		return nil, err
	}
	defer many.stop()
	p := polls()[0]
	r, err := b.compare(ctx, side{many, p}, side{few, p}, o.rounds, o.span)
	if err != nil {
		return nil, err
	}
	times := 1 / r.processor.median
	return []figure{{
		what:   "EVS job among 1000000 jobs, its cost over that among 400",
		value:  fmt.Sprintf("%.2f (%.2f to %.2f)", times, 1/r.processor.high, 1/r.processor.low),
		budget: "<= 1.10", within: times <= 1.1,
	}}, nil
}

// memoryUnderLoad measures what a server holds in memory after batches of 100 ids for eight seconds.
func memoryUnderLoad(ctx context.Context, b *binaries, _ options) ([]figure, error) {
	s, err := b.serveJobsim(ctx, 400, false)
	if err != nil {
		return nil, err
	}
	defer s.stop()
	if _, err := b.drive(ctx, s, 8*time.Second, connections, polls()[4]); err != nil {
		return nil, err
	}
	now, err := memoryOf(s.cmd.Process.Pid, "VmRSS")
	most, err2 := memoryOf(s.cmd.Process.Pid, "VmHWM")
	return []figure{{
		what: "memory of the server after batches of 100 ids for 8 s", value: fmt.Sprintf("%.1f MiB, at most %.1f", mib(now), mib(most)),
		budget: "<= 40 MiB", within: mib(now) <= 40,
	}}, errors.Join(err, err2)
}

func mib(n int64) float64 { return float64(n) / (1 << 20) }

// starting measures how long each binary takes from its start to its first response, in turns.
func starting(ctx context.Context, b *binaries, o options) ([]figure, error) {
	p := polls()[0]
	reference, err := b.serveJobsim(ctx, 10, false)
	if err != nil {
		return nil, err
	}
	defer reference.stop()
	var ours, theirs, over []float64
	for range 3 * o.rounds {
		one, err := firstResponse(p, func() (*site, error) { return b.serveJobsim(ctx, 10, true) })
		if err != nil {
			return nil, err
		}
		other, err := firstResponse(p, func() (*site, error) { return b.serveBare(ctx, reference, []poll{p}) })
		if err != nil {
			return nil, err
		}
		ours, theirs, over = append(ours, one), append(theirs, other), append(over, one-other)
	}
	beyond := spreadOf(over)
	return []figure{{
		what:   "process start to first response, over a bare binary's own",
		value:  fmt.Sprintf("%.1f ms (%.1f to %.1f): %.1f beside %.1f", beyond.median, beyond.low, beyond.high, spreadOf(ours).median, spreadOf(theirs).median),
		budget: "<= 15 ms", within: beyond.median <= 15,
	}}, nil
}

// firstResponse returns the milliseconds from the start of a server to its first response.
func firstResponse(p poll, start func() (*site, error)) (float64, error) {
	began := time.Now()
	s, err := start()
	if err != nil {
		return 0, err
	}
	defer s.stop()
	_, _, err = p.ask(s.address)
	return float64(time.Since(began)) / 1e6, err
}
