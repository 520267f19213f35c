package scenario

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// Source is the text of a scenario with its name and the files that it includes.
type Source struct {
	Name string // in messages: a file's path, or the name of a shipped scenario
	Text []byte
	// Included are the files that the text includes, as Gather returns them. A text without them can include none.
	Included []File
}

// Equal reports whether two sources have the same name, text and included files.
func (s Source) Equal(other Source) bool {
	return s.Name == other.Name && bytes.Equal(s.Text, other.Text) &&
		slices.EqualFunc(s.Included, other.Included, func(a, b File) bool {
			return a.Path == b.Path && a.Err == b.Err && bytes.Equal(a.Text, b.Text)
		})
}

// Named is a scenario with the name of its source, by which people load it: "evs/throttled" or "mine.yaml".
type Named struct {
	Name string
	*Scenario
}

// snapshotPattern matches the head of a snapshot, and of no scenario.
var snapshotPattern = regexp.MustCompile(`(?m)\A(#.*\n|\s*\n|---\n)*snapshot:`)

// IsSnapshot reports whether the text is a snapshot, which is a whole session and no scenario.
func (s Source) IsSnapshot() bool { return snapshotPattern.Match(s.Text) }

// Read reads the scenario. Its error is Diagnostics.
func (s Source) Read(words []job.Vocabulary) (*Scenario, error) {
	if found := snapshotPattern.FindIndex(s.Text); found != nil {
		lines := bytes.Split(s.Text[:found[1]], []byte("\n"))
		return nil, Diagnostics{{
			File: s.Name, Line: len(lines), Col: 1, Source: string(lines[len(lines)-1]), Message: "this is a snapshot, which is a whole session",
			Want: "a scenario", Hint: "load the snapshot alone, or restore it in a session that runs",
		}}
	}
	return Read(s.Name, s.Text, words, s.Included...)
}

// Alone returns the text of the scenario with what it includes written into it, so that it needs no other file. Its error is
// Diagnostics.
func (s Source) Alone(words []job.Vocabulary) ([]byte, error) {
	if len(s.Included) == 0 {
		return s.Text, nil
	}
	return Inline(s.Name, s.Text, words, s.Included...)
}

// NotFoundError is returned for a name that is no scenario: no file, no directory with scenarios, and no shipped one; or for one
// that several shipped scenarios have.
type NotFoundError struct {
	Name       string
	Matches    []string // the shipped scenarios that the name could be
	Directory  bool     // the name is a directory, and there is no scenario in it
	Suggestion string   // "did you mean …", or empty
}

// Error returns the name and the reason.
func (e *NotFoundError) Error() string {
	switch {
	case e.Directory:
		return fmt.Sprintf("no such scenario: the directory %q has no *.yaml file", e.Name)
	case len(e.Matches) > 0:
		return fmt.Sprintf("no such scenario: %q could be %s", e.Name, strings.Join(e.Matches, " or "))
	case e.Suggestion != "":
		return fmt.Sprintf("no such scenario: %q is no file or directory, and no shipped scenario (%s)", e.Name, e.Suggestion)
	default:
		return fmt.Sprintf("no such scenario: %q is no file or directory, and no shipped scenario", e.Name)
	}
}
