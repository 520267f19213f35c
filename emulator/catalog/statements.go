package catalog

import (
	"fmt"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/fixtures"
)

// addStatements adds the statements of the API's pages that do not hold under the profile "documented".
func (c *Chapter) addStatements() {
	for _, page := range pages() {
		if page.API != c.API {
			continue
		}
		for _, s := range page.Statements {
			if s.Differs != nil {
				c.Points = append(c.Points, statementPoint(page.Name, s))
			}
		}
	}
}

// statementPoint returns the point of a statement that does not hold.
func statementPoint(page string, s fixtures.Statement) Point {
	p := Point{Kind: Statement, Name: page, What: s.Says, Source: s.Differs.Reason, Grade: job.Grade(s.Differs.Grade)}
	if s.Differs.Setting != "" {
		p.Source += fmt.Sprintf("; it depends on the setting %s", s.Differs.Setting)
	}
	return p
}

// pages returns the embedded pages of statements. The tests of package fixtures read them all, so none is malformed.
func pages() []fixtures.Page {
	all, err := fixtures.Statements()
	if err != nil {
		panic(err)
	}
	return all
}
