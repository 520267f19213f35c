package emulator

import (
	"fmt"
	"net/http"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
)

// Restore puts what a snapshot tells in the place of the session's jobs, clock and rules, atomically: requests under way
// finish in the old world. The journal begins anew. If the snapshot cannot be restored nothing changes.
func (s *Session) Restore(text []byte) error {
	s.replacing.Lock()
	defer s.replacing.Unlock()
	st, err := s.shared.restore(text)
	if err != nil {
		return err
	}
	s.settle(st)
	s.journal.Clear()
	return nil
}

// restore begins from what a snapshot began from, does what was done since, each at its instant, and lets the clock go on.
func (h *shared) restore(text []byte) (*state, error) {
	f, err := readSnapshot(text)
	if err != nil {
		return nil, err
	}
	a := f.Snapshot
	if a.Version != snapshotVersion {
		return nil, control.Refuse(fmt.Sprintf("a snapshot of version %d", a.Version), fmt.Sprintf("this program reads version %d", snapshotVersion))
	}
	if a.Began.IsZero() || a.Now.Before(a.Began) {
		return nil, control.Refuse("a snapshot without its instants", `it tells "began", and "now", which is not before that`)
	}
	opts := Options{Scenarios: []Source{}, Seed: &a.Seed, Profile: a.Profile, Settings: a.Settings, Always: a.Always, MaxJobs: h.limits.jobs}
	for _, src := range f.Scenarios {
		opts.Scenarios = append(opts.Scenarios, Source{src.Name, []byte(src.Text), filesOf(src.Included)})
	}
	p, err := read(h.words, opts)
	if err != nil {
		return nil, err
	}
	st, err := p.begin(clock.NewManual(a.Began))
	if err != nil {
		return nil, err
	}
	for i, d := range f.Replay {
		if err := h.replay(st, d); err != nil {
			return nil, control.Refuse(fmt.Sprintf("deed %d of the snapshot: %v", i+1, err), "")
		}
	}
	return st, st.resume(a)
}

// resume sets what looks alone moved on, and lets the clock go on.
func (st *state) resume(a snapshotAbout) error {
	st.clock.Set(a.Now)
	_ = st.world.Do(func(tx *world.Tx) error {
		tx.SetCounters(world.Counters{Requests: a.Requests, Claims: a.Claims})
		return nil
	})
	err := st.clock.SetMode(a.Clock)
	if a.Paused {
		st.clock.Pause()
	}
	return err
}

// replay does a deed again. What a request is answered was said once and is not heard now.
func (h *shared) replay(st *state, d replayEntry) error {
	st.clock.Set(d.At)
	if d.Do != "" {
		_, err := st.carryOut(h.words, command{Do: d.Do, Job: job.Ref{API: d.API, ID: d.ID}, Name: d.Name, Text: d.Text, Included: filesOf(d.Included)})
		return err
	}
	r, err := d.request()
	if err != nil {
		return err
	}
	h.dispatcher.Answer(discardWriter{}, r, wire.Backend{World: st.world, Replay: true, Unsent: d.Unsent})
	return nil
}

func (d replayEntry) request() (*http.Request, error) {
	var n wire.LoggedRequest
	var err error
	if _, err = fmt.Sscanf(d.Ask, "%s %s", &n.Method, &n.Path); err != nil {
		return nil, fmt.Errorf("ask %q: want a method and a path", d.Ask)
	}
	n.Sent, n.Host, n.Body = d.Sent, d.Host, []byte(d.Body)
	for name, values := range d.Header {
		for _, v := range values {
			n.Header = append(n.Header, rule.Header{Name: name, Value: v})
		}
	}
	r, err := n.Request()
	if err != nil {
		return nil, fmt.Errorf("ask %q: this is no path", d.Ask)
	}
	return r, nil
}

// discardWriter takes answers that nobody waits for.
type discardWriter struct{}

// Header is empty.
func (discardWriter) Header() http.Header { return http.Header{} }

// Write takes a part of the body.
func (discardWriter) Write(p []byte) (int, error) { return len(p), nil }

// WriteHeader takes the status.
func (discardWriter) WriteHeader(int) {}
