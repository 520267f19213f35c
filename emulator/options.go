package emulator

import (
	"log/slog"

	"github.com/jobsim/jobsim/emulator/clock"
)

// Options says how an emulator starts. The zero Options works: the shipped scenarios "documents" and "demo", real time,
// seed 1, no log.
type Options struct {
	// Scenarios are loaded in order. Nil stands for the shipped ones of Default; an empty slice loads nothing.
	Scenarios []Source
	// Clock is the time by which everything lives. Nil stands for clock.System.
	Clock clock.Clock
	// Seed keys every draw. Nil takes the seed that a scenario names, else 1.
	Seed *uint64
	// Profile is "documented" or "observed". Empty takes the one that a scenario names, else "documented".
	Profile string
	// Settings sets single points of fidelity by name, over what profile and scenarios say.
	Settings map[string]string
	// BodyLimit is how large a request's body may be, in bytes. 0 stands for 1 MiB.
	BodyLimit int64
	// Log gets one record per request. Nil discards them.
	Log *slog.Logger
}

// Source is a scenario's text and the name that messages call it by: a file's path, or a shipped scenario's name.
type Source struct {
	Name string
	Text []byte
}
