package emulator

import (
	"net"
	"net/http"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/sessions"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/journal"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/verdict"
)

// Session is isolated from the other sessions of an emulator: it has jobs, a clock, a seed, rules and a journal of its own. It is
// an http.Handler and safe for concurrent use. Two values can be the same session; their IDs say so.
type Session struct {
	*engine
	core *sessions.Session
}

// Listener is a listener at which one session alone is served.
type Listener interface {
	Addr() net.Addr
	// Close stops accepting connections. It does not wait for requests in flight.
	Close() error
}

// ID returns the session's ID, as in /s/{id}. It is empty for the main session.
func (s *Session) ID() string { return s.core.ID() }

// Project returns the ID of the project that selects this session, 32 hex digits. It is empty for the main session, which serves
// every other project.
func (s *Session) Project() string { return s.core.Project() }

// Expires returns when the session ends if it is not used, by real time; zero if it does not expire.
func (s *Session) Expires() time.Time { return s.core.Expires() }

// Listeners returns the addresses of the session's own listeners, by "listen" and "tls_listen".
func (s *Session) Listeners() map[string]net.Addr { return s.core.Listeners() }

// Seed returns the seed that keys every draw.
func (s *Session) Seed() uint64 { return s.core.Seed() }

// Profile returns the fidelity profile in force.
func (s *Session) Profile() string { return s.core.Profile() }

// Setting returns the value in force of a fidelity setting; empty if there is none of this name.
func (s *Session) Setting(name string) string { return s.core.World().Setting(name) }

// Clock returns the session's clock. Reset keeps it; Restore replaces it.
func (s *Session) Clock() Clock { return Clock{s.core.Clock(), s.core} }

// Jobs returns the session's jobs.
func (s *Session) Jobs() Jobs { return Jobs{s.core} }

// Journal returns the journal of the session's requests.
func (s *Session) Journal() *journal.Journal { return s.core.Journal() }

// Remarks returns what is legal in the session's scenarios, but probably not meant.
func (s *Session) Remarks() scenario.Diagnostics { return s.core.Remarks() }

// Rules returns the session's rules.
func (s *Session) Rules() Rules { return Rules{s.core} }

// Explain returns one line with the reason of the response to a request. If there was no job or no operation for the request, the
// line says what is nearest and how it differs.
func (s *Session) Explain(e journal.Entry) string { return s.core.Explain(e) }

// Reset begins the loaded scenarios anew, at the present instant, and clears the journal. Requests in flight finish in the old
// state.
func (s *Session) Reset() error { return s.core.Reset() }

// Reload begins other scenarios, at the present instant, with the options that the session was created with. Later resets begin
// these. If they cannot be loaded nothing changes; the error has every diagnostic of every scenario.
func (s *Session) Reload(sources []Source) error { return s.core.Reload(sources) }

// Snapshot returns the session as a file that Restore takes, and New in place of scenarios. People can read and change it. It
// returns ErrLogFull if more was done than the log holds, and a *GoValueError if a Go value was used that no text can say.
func (s *Session) Snapshot() ([]byte, error) { return s.core.Snapshot() }

// Restore replaces jobs, clock and rules by those of a snapshot, atomically: requests in flight finish in the old state. The
// journal is cleared. If the snapshot cannot be restored nothing changes; the error is a *SnapshotError or that of New.
func (s *Session) Restore(text []byte) error { return s.core.Restore(text) }

// ServeHTTP responds to a request to any of the APIs in this session, to its control API, and to /healthz and /readyz.
func (s *Session) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.core.Serve(w, r) }

// Verdict returns the verdict on what clients did since the session began, was reset, or its journal was cleared. final says that
// the clients have ended: what they have not done they will not do, and no expectation is open any more.
func (s *Session) Verdict(final bool) verdict.Report { return s.core.Verdict(final) }

// PollCommands returns for each API one command line that polls one of its jobs: the one that changes next. base is the URL of the
// server.
func (s *Session) PollCommands(base string) []string {
	var lines []string
	for _, api := range s.apis {
		if j, ok := soonest(s.Jobs().List(api.Name)); ok {
			lines = append(lines, api.Poll(j.ID).Curl(base))
		}
	}
	return lines
}

// soonest returns the job that changes first by time alone, else the last one.
func soonest(jobs []job.Snapshot) (found job.Snapshot, ok bool) {
	for _, j := range jobs {
		later := !found.Next.IsZero() && (j.Next.IsZero() || !j.Next.Before(found.Next))
		if !later {
			found, ok = j, true
		}
	}
	return found, ok
}
