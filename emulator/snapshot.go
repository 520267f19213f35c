package emulator

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// snapshotHead is what stands above a snapshot, for whoever opens one.
const snapshotHead = `# A snapshot of jobsim: the scenarios that were loaded, and what clients and people did since. POST it to
# /__admin/restore, or serve it in the place of a scenario: everything goes on from "now" as if nothing had happened.
`

// snapshotPattern tells a snapshot from a scenario.
var snapshotPattern = regexp.MustCompile(`(?m)\A(#.*\n|\s*\n|---\n)*snapshot:`)

// snapshotFile is a snapshot as it is written. A session is a function of what it began from and what was done to it since, so
// that is all there is to say: no state.
type snapshotFile struct {
	Snapshot  snapshotAbout  `yaml:"snapshot"`
	Scenarios []snapshotText `yaml:"scenarios"`
	Replay    []replayEntry  `yaml:"replay"`
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
	Name     string         `yaml:"name"`
	Text     string         `yaml:"text"`
	Included []includedText `yaml:"included,omitempty"`
}

// includedText is a file that a scenario includes. It is carried along: where a snapshot is restored there need be no files.
type includedText struct {
	Path string `yaml:"path"`
	Text string `yaml:"text"`
}

func textsOf(files []scenario.File) []includedText {
	var all []includedText
	for _, f := range files {
		all = append(all, includedText{f.Path, string(f.Text)})
	}
	return all
}

func filesOf(texts []includedText) []scenario.File {
	var all []scenario.File
	for _, t := range texts {
		all = append(all, scenario.File{Path: t.Path, Text: []byte(t.Text)})
	}
	return all
}

// replayEntry is something that was done: a request, or a command from outside of the APIs.
type replayEntry struct {
	At     time.Time           `yaml:"at"`
	Ask    string              `yaml:"ask,omitempty"`  // method and path
	Sent   string              `yaml:"sent,omitempty"` // the path as it was sent, if that differs
	Host   string              `yaml:"host,omitempty"`
	Header map[string][]string `yaml:"header,omitempty"`
	Body   string              `yaml:"body,omitempty"`
	Unsent bool                `yaml:"unsent,omitempty"` // its response was not sent whole

	Do   string `yaml:"do,omitempty"`
	API  string `yaml:"api,omitempty"`
	ID   string `yaml:"id,omitempty"`
	Name string `yaml:"name,omitempty"`
	Text string `yaml:"text,omitempty"`

	Included []includedText `yaml:"included,omitempty"`
}

// Snapshot writes the session as a file that Restore takes, and New in the place of scenarios. It can be read and changed
// by people. It answers why that cannot be: more was done than is remembered, or something that only Go can say.
func (s *Session) Snapshot() ([]byte, error) {
	st := s.state.Load()
	var f snapshotFile
	var notes []world.LogEntry
	err := st.world.Do(func(tx *world.Tx) (err error) {
		tally := tx.Counters()
		f.Snapshot = st.about(tx.At(), tally)
		notes, err = tx.LogEntries()
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, src := range st.plan.sources {
		f.Scenarios = append(f.Scenarios, snapshotText{src.Name, string(src.Text), textsOf(src.Included)})
	}
	for _, n := range notes {
		d, err := replayEntryOf(n)
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

func (st *state) about(now time.Time, tally world.Counters) snapshotAbout {
	mode, paused := st.clock.Mode()
	return snapshotAbout{
		Version: snapshotVersion, Began: st.began, Now: now, Clock: mode, Paused: paused,
		Seed: st.plan.seed, Profile: st.plan.profile, Settings: st.plan.opts.Settings, Always: st.plan.opts.Always,
		Requests: tally.Requests, Claims: tally.Claims,
	}
}

// replayEntryOf is a note as it is written.
func replayEntryOf(n world.LogEntry) (replayEntry, error) {
	switch what := n.Event.(type) {
	case *wire.LoggedRequest:
		d := replayEntry{At: n.At, Ask: what.Method + " " + what.Path, Sent: what.Sent, Host: what.Host, Body: string(what.Body), Unsent: what.Unsent}
		for _, h := range what.Header {
			if d.Header == nil {
				d.Header = map[string][]string{}
			}
			d.Header[h.Name] = append(d.Header[h.Name], h.Value)
		}
		return d, nil
	case *command:
		if what.problem != "" {
			return replayEntry{}, &control.Error{
				Status: http.StatusConflict, Code: "not_writable", Message: "a snapshot cannot tell this: " + what.problem,
				Hint: "start jobs by a scenario's text (Session.Start) and force them by a step's (Session.ForceTo), or take a Fork, which has Go values too; Reset forgets them",
			}
		}
		return replayEntry{At: n.At, Do: what.Do, API: what.Job.API, ID: what.Job.ID, Name: what.Name, Text: what.Text, Included: textsOf(what.Included)}, nil
	default:
		return replayEntry{}, fmt.Errorf("a note of type %T", n.Event)
	}
}

// theSnapshot finds the snapshot in the place of scenarios.
func theSnapshot(sources []Source) ([]byte, bool) {
	if len(sources) != 1 || !snapshotPattern.Match(sources[0].Text) {
		return nil, false
	}
	return sources[0].Text, true
}

// noSnapshot refuses a snapshot where a scenario is wanted, or one of several: a snapshot is a whole session.
func (s Source) noSnapshot() error {
	found := snapshotPattern.FindIndex(s.Text)
	if found == nil {
		return nil
	}
	lines := bytes.Split(s.Text[:found[1]], []byte("\n"))
	return scenario.Diagnostics{{
		File: s.Name, Line: len(lines), Col: 1, Source: string(lines[len(lines)-1]), Message: "this is a snapshot, which is a whole session",
		Want: "a scenario", Hint: "jobsim serve takes a snapshot alone, and jobsim ctl restore puts it in the place of what runs",
	}}
}
