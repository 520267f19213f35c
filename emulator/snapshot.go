package emulator

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/job"
)

// snapshotHead is what stands above a snapshot, for whoever opens one.
const snapshotHead = `# A snapshot of jobsim: the scenarios that were loaded, and what clients and people did since. POST it to
# /__admin/restore, or serve it in the place of a scenario: everything goes on from "now" as if nothing had happened.
`

// aSnapshot tells a snapshot from a scenario.
var aSnapshot = regexp.MustCompile(`(?m)\A(#.*\n|\s*\n|---\n)*snapshot:`)

// snapshotFile is a snapshot as it is written. A session is a function of what it began from and what was done to it since, so
// that is all there is to say: no state.
type snapshotFile struct {
	Snapshot  snapshotAbout  `yaml:"snapshot"`
	Scenarios []snapshotText `yaml:"scenarios"`
	Replay    []deed         `yaml:"replay"`
}

type snapshotAbout struct {
	Version  int               `yaml:"version"`
	Began    time.Time         `yaml:"began"`
	Now      time.Time         `yaml:"now"`
	Clock    string            `yaml:"clock"`
	Paused   bool              `yaml:"paused,omitempty"`
	Seed     uint64            `yaml:"seed"`
	Profile  string            `yaml:"profile"`
	Settings map[string]string `yaml:"settings,omitempty"`
	Always   []string          `yaml:"always,omitempty"`
	Requests uint64            `yaml:"requests"`
	Claims   []int             `yaml:"claims,omitempty,flow"`
}

// snapshotVersion counts the forms of the file.
const snapshotVersion = 1

type snapshotText struct {
	Name string `yaml:"name"`
	Text string `yaml:"text"`
}

// deed is something that was done: a request, or a command from outside of the APIs.
type deed struct {
	At     time.Time           `yaml:"at"`
	Ask    string              `yaml:"ask,omitempty"`  // method and path
	Sent   string              `yaml:"sent,omitempty"` // the path as it was sent, if that differs
	Host   string              `yaml:"host,omitempty"`
	Header map[string][]string `yaml:"header,omitempty"`
	Body   string              `yaml:"body,omitempty"`

	Do   string `yaml:"do,omitempty"`
	API  string `yaml:"api,omitempty"`
	ID   string `yaml:"id,omitempty"`
	Name string `yaml:"name,omitempty"`
	Text string `yaml:"text,omitempty"`
}

// Snapshot writes the session as a file that Restore takes, and New in the place of scenarios. It can be read and changed
// by people. It answers why that cannot be: more was done than is remembered, or something that only Go can say.
func (s *Session) Snapshot() ([]byte, error) {
	st := s.state.Load()
	var f snapshotFile
	var notes []world.Note
	err := st.world.Do(func(tx *world.Tx) (err error) {
		tally := tx.Tally()
		f.Snapshot = st.about(tx.At(), tally)
		notes, err = tx.Notes()
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, src := range st.plan.sources {
		f.Scenarios = append(f.Scenarios, snapshotText{src.Name, string(src.Text)})
	}
	for _, n := range notes {
		d, err := deedOf(n)
		if err != nil {
			return nil, err
		}
		f.Replay = append(f.Replay, d)
	}
	out := bytes.NewBufferString(snapshotHead)
	enc := yaml.NewEncoder(out)
	enc.SetIndent(2)
	err = enc.Encode(f)
	return out.Bytes(), err
}

func (st *state) about(now time.Time, tally world.Tally) snapshotAbout {
	mode, paused := st.clock.Mode()
	return snapshotAbout{
		Version: snapshotVersion, Began: st.began, Now: now, Clock: mode, Paused: paused,
		Seed: st.plan.seed, Profile: st.plan.profile, Settings: st.plan.opts.Settings, Always: st.plan.opts.Always,
		Requests: tally.Requests, Claims: tally.Claims,
	}
}

// deedOf is a note as it is written.
func deedOf(n world.Note) (deed, error) {
	switch what := n.What.(type) {
	case *wire.Note:
		d := deed{At: n.At, Ask: what.Method + " " + what.Path, Sent: what.Sent, Host: what.Host, Body: string(what.Body)}
		for _, h := range what.Header {
			if d.Header == nil {
				d.Header = map[string][]string{}
			}
			d.Header[h.Name] = append(d.Header[h.Name], h.Value)
		}
		return d, nil
	case *command:
		if what.problem != "" {
			return deed{}, &control.Problem{
				Status: http.StatusConflict, Code: "not_writable", Message: what.problem + ": no file can tell that",
				Hint: "start jobs from a scenario's text (Start) and force them by one (ForceTo)",
			}
		}
		return deed{At: n.At, Do: what.Do, API: what.Job.API, ID: what.Job.ID, Name: what.Name, Text: what.Text}, nil
	default:
		return deed{}, fmt.Errorf("a note of type %T", n.What)
	}
}

// theSnapshot finds the snapshot in the place of scenarios.
func theSnapshot(sources []Source) ([]byte, bool) {
	if len(sources) != 1 || !aSnapshot.Match(sources[0].Text) {
		return nil, false
	}
	return sources[0].Text, true
}

// Restore puts what a snapshot tells in the place of the session's jobs, clock and rules, atomically: requests under way
// finish in the old world. The journal begins anew. If the snapshot cannot be restored nothing changes.
func (s *Session) Restore(text []byte) error {
	s.anew.Lock()
	defer s.anew.Unlock()
	st, err := s.house.restore(text)
	if err != nil {
		return err
	}
	s.settle(st)
	s.journal.Clear()
	return nil
}

// restore begins from what a snapshot began from, does what was done since, each at its instant, and lets the clock go on.
func (h *house) restore(text []byte) (*state, error) {
	var f snapshotFile
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&f); err != nil {
		return nil, control.Refuse("this is no snapshot: "+err.Error(), "GET /__admin/snapshot writes one")
	}
	a := f.Snapshot
	if a.Version != snapshotVersion {
		return nil, control.Refuse(fmt.Sprintf("a snapshot of version %d", a.Version), fmt.Sprintf("this program reads version %d", snapshotVersion))
	}
	opts := Options{Scenarios: []Source{}, Seed: &a.Seed, Profile: a.Profile, Settings: a.Settings, Always: a.Always}
	for _, src := range f.Scenarios {
		opts.Scenarios = append(opts.Scenarios, Source{src.Name, []byte(src.Text)})
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
		tx.Recall(world.Tally{Requests: a.Requests, Claims: a.Claims})
		return nil
	})
	err := st.clock.SetMode(a.Clock)
	if a.Paused {
		st.clock.Pause()
	}
	return err
}

// replay does a deed again. What a request is answered was said once and is not heard now.
func (h *house) replay(st *state, d deed) error {
	st.clock.Set(d.At)
	if d.Do != "" {
		_, err := st.carryOut(h.words, command{Do: d.Do, Job: job.Ref{API: d.API, ID: d.ID}, Name: d.Name, Text: d.Text})
		return err
	}
	r, err := d.request()
	if err != nil {
		return err
	}
	h.front.Answer(unheard{}, r, wire.Place{World: st.world, Replay: true})
	return nil
}

func (d deed) request() (*http.Request, error) {
	var n wire.Note
	var err error
	if _, err = fmt.Sscanf(d.Ask, "%s %s", &n.Method, &n.Path); err != nil {
		return nil, fmt.Errorf("ask %q: want a method and a path", d.Ask)
	}
	n.Sent, n.Host, n.Body = d.Sent, d.Host, []byte(d.Body)
	for name, values := range d.Header {
		for _, v := range values {
			n.Header = append(n.Header, wire.Header{Name: name, Value: v})
		}
	}
	return n.Request()
}

// unheard takes answers that nobody waits for.
type unheard struct{}

// Header is empty.
func (unheard) Header() http.Header { return http.Header{} }

// Write takes a part of the body.
func (unheard) Write(p []byte) (int, error) { return len(p), nil }

// WriteHeader takes the status.
func (unheard) WriteHeader(int) {}
