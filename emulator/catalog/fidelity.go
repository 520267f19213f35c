package catalog

import (
	"fmt"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/apis"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// Shared is the API of a Chapter about what several APIs share: signing in, and the gateway.
const Shared = "shared"

// Chapter has the points of one API, or of what several share.
type Chapter struct {
	API    string  `json:"api"` // or Shared
	Title  string  `json:"title"`
	Points []Point `json:"points"` // the settings, then the choices, the errors and the statements
}

// Kind is the kind of a Point.
type Kind string

// The kinds of points.
const (
	Setting       Kind = "setting"   // a scenario may set it alone
	Choice        Kind = "choice"    // made in the code, since nothing settles it
	InferredError Kind = "error"     // a row of an error table that no document has
	Statement     Kind = "statement" // of a document, that does not hold
)

// Point is one thing in which jobsim differs from a document or a live service, or that neither settles.
type Point struct {
	Kind       Kind      `json:"kind"`
	Name       string    `json:"name"`                 // of a setting; the code of an error; the file in which a choice is made; the page of a statement
	Values     []string  `json:"values,omitempty"`     // all that a setting can be
	Documented string    `json:"documented,omitempty"` // its value under the profile "documented"
	Observed   string    `json:"observed,omitempty"`   // and under "observed"
	What       string    `json:"what"`
	Source     string    `json:"source"`
	Grade      job.Grade `json:"grade"`
}

// Fidelity returns every setting, once, every choice that nothing settles, every inferred error, and every statement of the documents
// that does not hold.
func Fidelity() []Chapter {
	shared := Chapter{API: Shared, Title: "What several APIs share: signing in, the gateway, the job document"}
	var chapters []Chapter
	seen := map[string]bool{}
	for _, a := range apis.All() {
		c := Chapter{API: a.Name, Title: a.Title}
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
		c.addChoices(a.Choices)
		for _, row := range a.Vocabulary.Errors {
			if row.Grade == job.Inferred {
				c.Points = append(c.Points, errorPoint(row))
			}
		}
		c.addStatements()
		chapters = append(chapters, c)
	}
	shared.addChoices(otc.Choices())
	shared.addStatements()
	return append(chapters, shared)
}

// addChoices adds the points of choices.
func (c *Chapter) addChoices(all []wire.Choice) {
	for _, made := range all {
		c.Points = append(c.Points, Point{
			Kind: Choice, Name: made.File, What: made.What, Source: "nothing settles it", Grade: job.Inferred,
		})
	}
}

func pointOf(s job.Setting) Point {
	return Point{
		Kind: Setting, Name: s.Name, Values: s.Values, Documented: s.Documented, Observed: s.Observed,
		What: s.What, Source: s.Source, Grade: s.Grade,
	}
}

func errorPoint(row job.ErrorRow) Point {
	return Point{
		Kind: InferredError, Name: row.Code, What: fmt.Sprintf("%d %q, %s", row.HTTP, row.Message, row.Where),
		Source: row.Source, Grade: row.Grade,
	}
}
