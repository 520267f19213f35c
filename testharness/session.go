package testharness

import (
	"time"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/job"
)

// Unwrap returns the session of package emulator, for what a Sim has no method for.
func (s *Sim) Unwrap() *emulator.Session { return s.session }

// ID returns the name of the session in its path, /s/{id}. It is empty for the default session.
func (s *Sim) ID() string { return s.session.ID() }

// Project returns the ID of the project that selects the session, 32 hex digits. It is empty for the default session, which
// serves every project that selects no other.
func (s *Sim) Project() string { return s.session.Project() }

// Credentials returns the credentials that AuthStrict accepts. Their project selects this session.
func (s *Sim) Credentials() emulator.Credentials {
	known := emulator.KnownCredentials()
	if s.Project() != "" {
		known.ProjectID = s.Project()
	}
	return known
}

// Seed returns the seed that keys every draw.
func (s *Sim) Seed() uint64 { return s.session.Seed() }

// Profile returns the fidelity profile in force: "documented" or "observed".
func (s *Sim) Profile() string { return s.session.Profile() }

// Setting returns the value in force of a fidelity setting, such as "total" for "drs.count". It is empty for an unknown
// one.
func (s *Sim) Setting(name string) string { return s.session.Setting(name) }

// Jobs returns the top-level jobs of an API that can be seen, oldest first. It ends the test if there is no such API.
func (s *Sim) Jobs(api string) []job.Snapshot {
	s.t.Helper()
	s.must(checkAPI(api))
	return s.session.Jobs().List(api)
}

// Clock returns the clock of the session.
func (s *Sim) Clock() emulator.Clock { return s.session.Clock() }

// Now returns the session's time.
func (s *Sim) Now() time.Time { return s.Clock().Now() }

// Reset starts the loaded scenarios again, at the present instant, and clears the journal.
func (s *Sim) Reset() {
	s.t.Helper()
	s.must(s.session.Reset())
}

// must ends the test at an error, and if the Sim belongs to another testing/synctest bubble.
func (s *Sim) must(err error) {
	s.t.Helper()
	if wrong := s.wrongBubble(); wrong != "" {
		s.t.Fatalf("%s: %s", s, wrong)
	}
	if err != nil {
		s.t.Fatalf("%s: %v", s, err)
	}
}
