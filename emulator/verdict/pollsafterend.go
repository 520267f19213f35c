package verdict

import "fmt"

// pollsAfterEnd finds jobs that are polled again after a response has shown their end.
type pollsAfterEnd struct{ hits }

func newPollsAfterEnd(Thresholds) detector { return &pollsAfterEnd{} }

func (d *pollsAfterEnd) add(s *seen) {
	for _, l := range s.looks {
		if l.track.ended && (!l.found || l.view.Counted) {
			d.hits.add(l.track.ref.String(), l.track.end, evidence(s.Entry, l.view))
		}
	}
}

func (d *pollsAfterEnd) report(Truth, bool) []hit {
	return d.all(func(h hit) string {
		return fmt.Sprintf("request %d showed that it had ended (%s); it was requested %d more times", h.entries[0].N, h.entries[0].Shown, h.count)
	})
}
