package main

import (
	"math/bits"
	"time"
)

// times counts durations in steps of about 3 %, so that a day of them takes no more room than a second.
type times struct {
	counts [64 * fine]int
	all    int
	most   time.Duration
}

// fine is how many steps there are from one power of two to the next.
const fine = 32

func (t *times) add(d time.Duration) {
	t.counts[step(d)]++
	t.all++
	t.most = max(t.most, d)
}

func (t *times) join(o *times) {
	for i, n := range o.counts {
		t.counts[i] += n
	}
	t.all += o.all
	t.most = max(t.most, o.most)
}

// at returns the duration that a share of all stays under.
func (t *times) at(share float64) time.Duration {
	left := int(share * float64(t.all))
	for i, n := range t.counts {
		if left -= n; left < 0 {
			return upper(i)
		}
	}
	return t.most
}

func step(d time.Duration) int {
	n := uint64(max(d, fine))
	power := bits.Len64(n) - 1
	return power*fine + int(n>>(power-5))%fine
}

// upper returns where a step ends.
func upper(i int) time.Duration {
	power, part := i/fine, uint64(i%fine)
	return time.Duration((fine + part + 1) << (power - 5))
}
