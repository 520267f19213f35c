package playback

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/httpwriter"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/rule"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Restore begins what a snapshot began with, carries out what was done since, each entry at its instant, and lets the clock go
// on. Its error is a *SnapshotError, or that of Read.
func (p *Player) Restore(text []byte) (*State, error) {
	f, err := readSnapshot(text)
	if err != nil {
		return nil, err
	}
	st, err := p.beginAgain(f)
	if err != nil {
		return nil, err
	}
	for i, d := range f.Replay {
		if err := p.replay(st, d); err != nil {
			return nil, &SnapshotError{fmt.Sprintf("entry %d of the replay: %v", i+1, err)}
		}
	}
	return st, p.resume(st, f.Snapshot)
}

// beginAgain begins what a snapshot began with, at the same instant, on a clock that is stopped.
func (p *Player) beginAgain(f snapshotFile) (*State, error) {
	a := f.Snapshot
	if a.Version != snapshotVersion {
		return nil, &SnapshotError{fmt.Sprintf("the snapshot has version %d; this program reads version %d", a.Version, snapshotVersion)}
	}
	if a.Began.IsZero() || a.Now.Before(a.Began) {
		return nil, &SnapshotError{`the snapshot has no instants: it needs "began", and "now", which is not before that`}
	}
	for _, at := range []time.Time{a.Began, a.Now} {
		if err := clock.Check(at); err != nil {
			return nil, &SnapshotError{err.Error()}
		}
	}
	opts := Options{Seed: &a.Seed, Profile: a.Profile, Settings: a.Settings, Always: a.Always}
	for _, src := range f.Scenarios {
		opts.Sources = append(opts.Sources, scenario.Source{Name: src.Name, Text: []byte(src.Text), Included: filesOf(src.Included)})
	}
	plan, err := p.Read(opts)
	if err != nil {
		return nil, err
	}
	return p.Begin(plan, clock.NewManual(a.Began))
}

// resume sets the counts that requests which are not in the replay have raised, and lets the clock go on.
func (p *Player) resume(st *State, a snapshotHeader) error {
	st.Clock.Set(a.Now)
	_ = st.World.Do(func(tx *world.Tx) error {
		tx.SetRequests(a.Requests)
		tokens := unmasker(tx, p.Dispatcher.TokenAPIs())
		for name, n := range a.Polls {
			api, id, _ := strings.Cut(name, "/")
			tx.SetPolls(job.Ref{API: api, ID: tokens.Replace(id)}, n)
		}
		return nil
	})
	err := st.Clock.SetMode(a.Clock)
	if a.Paused {
		st.Clock.Pause()
	}
	return err
}

// replay carries out an entry again. The response to a request is discarded.
func (p *Player) replay(st *State, d replayEntry) error {
	if err := clock.Check(d.At); err != nil {
		return err
	}
	st.Clock.Set(d.At)
	if d.Do != "" {
		src := scenario.Source{Name: d.Name, Text: []byte(d.Text), Included: filesOf(d.Included)}
		_, err := p.Do(st, Command{Do: d.Do, Job: job.Ref{API: d.API, ID: d.ID}, Source: src})
		return err
	}
	d.unmask(st, p.Dispatcher.TokenAPIs())
	r, err := d.request()
	if err != nil {
		return err
	}
	p.Dispatcher.Answer(httpwriter.Discard{}, r, wire.Backend{World: st.World, Replay: true, Unsent: d.Unsent})
	return nil
}

// request returns the entry's request.
func (d replayEntry) request() (*http.Request, error) {
	var n wire.LoggedRequest
	var err error
	if _, err = fmt.Sscanf(d.Request, "%s %s", &n.Method, &n.Path); err != nil {
		return nil, fmt.Errorf("request %q: want a method and a path", d.Request)
	}
	n.Sent, n.Host, n.Body = d.Sent, d.Host, []byte(d.Body)
	for name, values := range d.Header {
		for _, v := range values {
			n.Header = append(n.Header, rule.Header{Name: name, Value: v})
		}
	}
	r, err := n.Request()
	if err != nil {
		return nil, fmt.Errorf("request %q: this is no path", d.Request)
	}
	return r, nil
}
