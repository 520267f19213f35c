package verdict

import "time"

// cadence sums up the pauses between the polls of a job in which nothing went wrong.
type cadence struct {
	from, to   Evidence         // the polls between which they are
	count      int              // pauses
	head, tail [3]time.Duration // the first ones, and the last ones in a ring
	total      time.Duration
	regular    int     // pauses that follow from those before: the same, or longer by the same factor
	irregular  int     // those that do not
	factor     float64 // of the last two
}

// The part by which pauses that a client means to be equal differ, and the least of it in time.
const (
	regularPart  = 0.01
	regularDrift = 3 * time.Millisecond
)

// add adds the pause of a look, unless the request before had an outcome for which clients wait in another way.
func (c *cadence) add(l *look) {
	if !l.ask || !l.graded || l.track.ended || l.track.last.outcome.again() || l.pause <= 0 {
		return
	}
	if c.to = l.evidence; c.count == 0 {
		c.from = l.track.last.Evidence
	}
	if c.count > 0 {
		c.compare(c.tail[(c.count-1)%3], l.pause)
	}
	if c.count < 3 {
		c.head[c.count] = l.pause
	}
	c.tail[c.count%3] = l.pause
	c.count++
	c.total += l.pause
}

// compare counts a pause after another one as regular or irregular.
func (c *cadence) compare(before, now time.Duration) {
	factor := float64(now) / float64(before)
	near := func(want float64) bool {
		off := time.Duration(float64(before)*want) - now
		return off.Abs() <= max(regularDrift, time.Duration(regularPart*float64(now)))
	}
	if near(1) || c.count > 1 && near(c.factor) {
		c.regular++
	} else if c.count > 1 { // the first factor has nothing to be compared with
		c.irregular++
	}
	c.factor = factor
}

// means returns the means of the first three pauses and of the last three.
func (c *cadence) means() (first, last time.Duration) {
	n := time.Duration(min(c.count, 3))
	if n == 0 {
		return 0, 0
	}
	for i := range 3 {
		first += c.head[i]
		last += c.tail[i]
	}
	return first / n, last / n
}
