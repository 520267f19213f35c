package emulator

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/job"
)

// Shared is what the ledger calls the things that several APIs have in common: signing in, and the gateway.
const Shared = "shared"

// LedgerChapter is the ledger's part about one API, or about what several share.
type LedgerChapter struct {
	API    string        `json:"api"` // or Shared
	Title  string        `json:"title"`
	Points []LedgerPoint `json:"points"` // the settings first, then the choices, then the errors
}

// Kind is what a Point is.
type Kind string

// The kinds of points.
const (
	ASetting Kind = "setting" // a scenario may set it alone
	AChoice  Kind = "choice"  // made in the code, because nothing settles it
	AnError  Kind = "error"   // a row of an error table that no document has
)

// LedgerPoint is one thing in which the emulator differs from a document or a live service, or of which nobody knows the truth.
type LedgerPoint struct {
	Kind       Kind      `json:"kind"`
	Name       string    `json:"name"`                 // of a setting; the code of an error; the file in which a choice is made
	Values     []string  `json:"values,omitempty"`     // all that a setting can be
	Documented string    `json:"documented,omitempty"` // its value under the profile "documented"
	Observed   string    `json:"observed,omitempty"`   // and under "observed"
	What       string    `json:"what"`
	Source     string    `json:"source"`
	Grade      job.Grade `json:"grade"`
}

// Fidelity is the ledger: every setting, once, every choice that nothing settles, and every inferred error.
func Fidelity() []LedgerChapter {
	shared := LedgerChapter{API: Shared, Title: "What several APIs share: signing in, the gateway, the job document"}
	var chapters []LedgerChapter
	seen := map[string]bool{}
	for _, a := range apis() {
		c := LedgerChapter{API: a.Name, Title: a.Title}
		for _, s := range a.Vocabulary.Settings {
			switch {
			case seen[s.Name]:
			case strings.HasPrefix(s.Name, a.Name+"."):
				c.Points = append(c.Points, pointOf(s))
			default:
				shared.Points = append(shared.Points, pointOf(s))
			}
			seen[s.Name] = true
		}
		c.choices()
		for _, row := range a.Vocabulary.Errors {
			if row.Grade == job.Inferred {
				c.Points = append(c.Points, errorPoint(row))
			}
		}
		chapters = append(chapters, c)
	}
	shared.choices()
	return append(chapters, shared)
}

// choices adds the API's choices.
func (c *LedgerChapter) choices() {
	for _, made := range choices {
		if made.api == c.API {
			c.Points = append(c.Points, LedgerPoint{
				Kind: AChoice, Name: made.file, What: made.what, Source: "nothing settles it", Grade: job.Inferred,
			})
		}
	}
}

func pointOf(s job.Setting) LedgerPoint {
	return LedgerPoint{
		Kind: ASetting, Name: s.Name, Values: s.Values, Documented: s.Documented, Observed: s.Observed,
		What: s.What, Source: s.Source, Grade: s.Grade,
	}
}

func errorPoint(row job.ErrorRow) LedgerPoint {
	return LedgerPoint{
		Kind: AnError, Name: row.Code, What: fmt.Sprintf("%d %q, %s", row.HTTP, row.Message, row.Where),
		Source: row.Source, Grade: row.Grade,
	}
}
