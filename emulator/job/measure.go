package job

import (
	"math"
	"time"
)

// stretch is what can be said about a piece of a script that is gone through.
type stretch struct {
	passes   float64 // the chance that it is left again, and not rested in
	min, max time.Duration
	open     *Step // a step in it that only a client can end
}

// then returns the stretch and another one after it.
func (s stretch) then(next stretch) stretch {
	next.passes *= s.passes
	if next.passes == 0 {
		return stretch{}
	}
	next.min, next.max = sum(s.min, next.min), sum(s.max, next.max)
	if s.open != nil {
		next.open = s.open
	}
	return next
}

// times returns the stretch n times over.
func (s stretch) times(n int) stretch {
	if n <= 0 {
		return stretch{passes: 1}
	}
	if s.passes == 0 {
		return s
	}
	s.passes = math.Pow(s.passes, float64(n))
	s.min, s.max = product(s.min, n), product(s.max, n)
	return s
}

func measure(nodes []Node) stretch {
	all := stretch{passes: 1}
	for _, n := range nodes {
		all = all.then(n.measure())
	}
	return all
}

func (n Node) measure() stretch {
	switch {
	case n.Step != nil:
		return n.Step.measure()
	case n.Choose != nil:
		return measureChoice(n.Choose)
	default:
		return measure(n.Nodes).times(n.Repeat)
	}
}

func (s *Step) measure() stretch {
	if s.Until.Final() {
		return stretch{}
	}
	m := stretch{passes: 1, min: s.Until.For.Min, max: s.Until.For.Max}
	if s.Until.Polls > 0 || s.Until.Signal != "" {
		m.min = 0
	}
	if !s.Until.Timed {
		m.max, m.open = 0, s
	}
	return m
}

func measureChoice(branches []Branch) stretch {
	shares := shares(branches)
	if shares == nil {
		return stretch{passes: 1}
	}
	var all stretch
	for i, b := range branches {
		s := measure(b.Nodes)
		if shares[i] == 0 || s.passes == 0 {
			continue
		}
		if all.passes == 0 || s.min < all.min {
			all.min = s.min
		}
		all.max = max(all.max, s.max)
		all.passes += shares[i] * s.passes
		if all.open == nil {
			all.open = s.open
		}
	}
	return all
}

// shares returns the chances of the branches; nil if none can be taken.
func shares(branches []Branch) []float64 {
	total := 0
	for _, b := range branches {
		total += b.Weight
	}
	if total <= 0 {
		return nil
	}
	all := make([]float64, len(branches))
	for i, b := range branches {
		all[i] = float64(b.Weight) / float64(total)
	}
	return all
}

// sum and product stop at the longest duration there is.
func sum(a, b time.Duration) time.Duration {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

func product(d time.Duration, n int) time.Duration {
	if d > 0 && int64(n) > math.MaxInt64/int64(d) {
		return math.MaxInt64
	}
	return d * time.Duration(n)
}
