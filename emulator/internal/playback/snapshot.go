package playback

import (
	"bytes"
	"fmt"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// snapshotHead is the comment at the head of a snapshot.
const snapshotHead = `# A snapshot of jobsim: the scenarios that were loaded, and what clients and people did since. POST it to
# /__admin/restore, or serve it in place of a scenario: everything goes on from "now" as if nothing had happened.
`

// snapshotFile is a snapshot as it is written: what the session began with and what was done since. There is no state in it.
type snapshotFile struct {
	Snapshot  snapshotHeader `yaml:"snapshot"`
	Scenarios []snapshotText `yaml:"scenarios"`
	Replay    []replayEntry  `yaml:"replay"`
}

type snapshotHeader struct {
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
	Polls    map[string]int    `yaml:"polls,omitempty"` // of the present step of each job
}

// snapshotVersion is the version of the file's form.
const snapshotVersion = 1

type snapshotText struct {
	Name     string         `yaml:"name"`
	Text     string         `yaml:"text"`
	Included []includedText `yaml:"included,omitempty"`
}

// includedText is a file that a scenario includes. The snapshot has its text, since it may be restored where there is no file.
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

// replayEntry is one entry of the log: a request, or a command from outside of the APIs.
type replayEntry struct {
	At      time.Time           `yaml:"at"`
	Request string              `yaml:"request,omitempty"` // method and path
	Sent    string              `yaml:"sent,omitempty"`    // the path as it was sent, if that differs
	Host    string              `yaml:"host,omitempty"`
	Header  map[string][]string `yaml:"header,omitempty"`
	Body    string              `yaml:"body,omitempty"`
	Unsent  bool                `yaml:"unsent,omitempty"` // its response was not sent whole

	Do   string `yaml:"do,omitempty"`
	API  string `yaml:"api,omitempty"`
	ID   string `yaml:"id,omitempty"`
	Name string `yaml:"name,omitempty"`
	Text string `yaml:"text,omitempty"`

	Included []includedText `yaml:"included,omitempty"`
}

// Snapshot returns the state as a file that Restore and Load take. People can read and change it; it has no secrets of clients. It
// returns world.ErrLogFull if
// more was done than the log holds, and a *GoValueError if a Go value was used that no text can say.
func (p *Player) Snapshot(st *State) ([]byte, error) {
	var f snapshotFile
	var entries []world.LogEntry
	var mask *masker
	rules := st.World.Rules()
	err := st.World.Do(func(tx *world.Tx) (err error) {
		mask = newMasker(tx, p.Dispatcher.TokenAPIs(), rules)
		entries, err = tx.LogEntries()
		mask.skip(entries)
		f.Snapshot = st.head(tx)
		for ref, n := range tx.Polls() {
			f.Snapshot.Polls[ref.API+"/"+mask.tokens.Replace(ref.ID)] = n
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, src := range st.Plan.Options.Sources {
		f.Scenarios = append(f.Scenarios, snapshotText{src.Name, string(src.Text), textsOf(src.Included)})
	}
	for _, n := range entries {
		d, err := replayEntryOf(n, mask)
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

// head returns the head of a snapshot, with room for the polls.
func (st *State) head(tx *world.Tx) snapshotHeader {
	mode, paused := st.Clock.Mode()
	return snapshotHeader{
		Version: snapshotVersion, Began: st.began, Now: tx.At(), Clock: mode, Paused: paused,
		Seed: st.Plan.Seed, Profile: st.Plan.Profile, Settings: st.Plan.Options.Settings, Always: st.Plan.Options.Always,
		Requests: tx.Requests(), Polls: map[string]int{},
	}
}

// replayEntryOf returns an entry of the log as it is written.
func replayEntryOf(n world.LogEntry, mask *masker) (replayEntry, error) {
	switch what := n.Event.(type) {
	case *wire.LoggedRequest:
		r := mask.request(*what)
		d := replayEntry{At: n.At, Request: r.Method + " " + r.Path, Sent: r.Sent, Host: r.Host, Body: string(r.Body), Unsent: r.Unsent}
		for _, h := range r.Header {
			if d.Header == nil {
				d.Header = map[string][]string{}
			}
			d.Header[h.Name] = append(d.Header[h.Name], h.Value)
		}
		return d, nil
	case *Command:
		if what.goValue != "" {
			return replayEntry{}, &GoValueError{What: what.goValue}
		}
		src := what.Source
		return replayEntry{
			At: n.At, Do: what.Do, API: what.Job.API, ID: what.Job.ID, Name: src.Name, Text: string(src.Text), Included: textsOf(src.Included),
		}, nil
	default:
		return replayEntry{}, fmt.Errorf("an entry of the log has the type %T", n.Event)
	}
}

// GoValueError is returned by Snapshot if jobs were started or forced by Go values, which a text cannot say.
type GoValueError struct{ What string }

// Error returns what was done by a Go value.
func (e *GoValueError) Error() string { return "a snapshot is a text and cannot say this: " + e.What }

// snapshotIn returns the snapshot that stands in place of scenarios.
func snapshotIn(sources []scenario.Source) ([]byte, bool) {
	if len(sources) != 1 || !sources[0].IsSnapshot() {
		return nil, false
	}
	return sources[0].Text, true
}
