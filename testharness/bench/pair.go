package main

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// connections is how many requests are in flight at a time.
const connections = 32

// spread is the median of some values, and the lowest and the highest.
type spread struct{ median, low, high float64 }

func spreadOf(values []float64) spread {
	slices.Sort(values)
	return spread{values[len(values)/2], values[0], values[len(values)-1]}
}

func (s spread) String() string { return fmt.Sprintf("%.2f (%.2f to %.2f)", s.median, s.low, s.high) }

// side is one of the two servers of a pair, and what it is sent.
type side struct {
	site *site
	poll poll
}

// paired is what the rounds of a pair have in common. Ratios are the other's value over ours, of one and the same round.
type paired struct {
	processor, throughput spread // the processor time of a request: theirs over ours; the requests per second: ours over theirs
	ours, theirs          spread // the processor time of a request in microseconds
	rate                  spread // our requests per second
	slow                  spread // our 99th percentile in microseconds
}

// compare sends polls to two servers in turns, first to the one and then to the other, whichever order the round has, so that
// whatever else the machine does meets both.
func (b *binaries) compare(ctx context.Context, ours, theirs side, rounds int, span time.Duration) (paired, error) {
	sides := []side{ours, theirs}
	for _, s := range sides { // until its journal is full, a server's memory grows
		if _, err := b.drive(ctx, s.site, span, connections, s.poll); err != nil {
			return paired{}, err
		}
	}
	var processor, throughput, own, other, rate, slow []float64
	for round := range rounds {
		var took [2]load
		for turn := range sides {
			i := (round + turn) % 2
			l, err := b.drive(ctx, sides[i].site, span, connections, sides[i].poll)
			if err != nil {
				return paired{}, err
			}
			took[i] = l
		}
		processor = append(processor, took[1].perRequest()/took[0].perRequest())
		throughput = append(throughput, took[0].perSecond()/took[1].perSecond())
		own, other = append(own, took[0].perRequest()/1e3), append(other, took[1].perRequest()/1e3)
		rate, slow = append(rate, took[0].perSecond()), append(slow, float64(took[0].Slow)/1e3)
	}
	return paired{spreadOf(processor), spreadOf(throughput), spreadOf(own), spreadOf(other), spreadOf(rate), spreadOf(slow)}, nil
}
