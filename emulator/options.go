package emulator

import (
	"fmt"
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
	// Always names native errors that are answered at once and to everything: "evs:EVS.2024" to every request to EVS,
	// "evs.showJob:EVS.2024" to one operation. They go before the rules of the scenarios.
	Always []string
	// BodyLimit is how large a request's body may be, in bytes. 0 stands for 1 MiB.
	BodyLimit int64
	// Log gets one record per request. Nil discards them.
	Log *slog.Logger
	// JournalSize is how many requests the journal of a session keeps. 0 stands for 10,000.
	JournalSize int

	// Admin is "on" (or empty) or "off": whether the control API is served under /__admin. Emulator.Admin serves it apart.
	Admin string
	// AdminToken is what callers of the control API must show as a bearer. Empty asks for nothing.
	AdminToken string
	// Hosts are further names by which the control API may be reached, besides addresses, localhost and names without dots.
	Hosts []string
	// Version is what the control API says that this program is.
	Version string
	// CA is the certificate, in PEM, that clients must trust to speak HTTPS; served at /__admin/ca.pem.
	CA []byte
	// Schema makes the JSON Schema of scenario files, served at /__admin/schema.json. Nil serves none.
	Schema func() ([]byte, error)
}

const adminOff = "off"

func (o Options) check() error {
	if o.Admin != "" && o.Admin != "on" && o.Admin != adminOff {
		return fmt.Errorf("admin %q: want on or off", o.Admin)
	}
	return nil
}

// Source is a scenario's text and the name that messages call it by: a file's path, or a shipped scenario's name.
type Source struct {
	Name string
	Text []byte
}
