package sessions

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// idPattern is what the ID of a session can be. It does not begin with a digit, as the first label of an IP address does.
var idPattern = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$`)

// reserved reports whether an ID means something else where a session is looked for: as the label of a host, as a user, or in
// place of a project in a path.
func (g *Registry) reserved(id string) bool {
	if slices.Contains([]string{"localhost", "host", "jobsim", "admin", "root"}, id) {
		return true
	}
	return slices.ContainsFunc(g.opts.APIs, func(a wire.API) bool {
		return a.Name == id || slices.ContainsFunc(a.Roots, func(root string) bool { return slices.Contains(strings.Split(root, "/"), id) })
	})
}

// checkID returns a *SessionIDError or a *SessionExistsError for an ID that a new session cannot have. The lock is held.
func (g *Registry) checkID(id string) error {
	switch {
	case !idPattern.MatchString(id):
		return &SessionIDError{id, "want a letter, and then letters, digits and -, all in lower case and at most 32"}
	case g.opts.Misleading(id) != "":
		return &SessionIDError{id, "it is part of URLs in which clients replace v2, v3 and evs"}
	case g.reserved(id):
		return &SessionIDError{id, "as a host, a user or a project it means something else"}
	case g.named[id] != nil:
		return &SessionExistsError{id}
	}
	return nil
}

// projectOf returns the project that selects a session: 32 hex digits, the same for the same ID.
func projectOf(id string) string {
	return fmt.Sprintf("%016x%016x", job.Key(0, "session", id), job.Key(1, "session", id))
}
