package emulator

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/control"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/job"
)

// sessionIDPattern is what a session can be named. It does not begin with a digit, as the first label of an address does.
var sessionIDPattern = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$`)

// reserved tells a name that means something else where sessions are looked for: as the label of a host, as a user, or in
// the place of a project in a path.
func (g *registry) reserved(id string) bool {
	if slices.Contains([]string{"localhost", "host", "jobsim", "admin", "root"}, id) {
		return true
	}
	return slices.ContainsFunc(g.apis, func(a wire.API) bool {
		return a.Name == id || slices.ContainsFunc(a.Roots, func(root string) bool { return slices.Contains(strings.Split(root, "/"), id) })
	})
}

// free refuses a name that cannot be: one that is taken, or that would mislead a client or the emulator in a path or host.
func (g *registry) free(id string) error {
	switch {
	case !sessionIDPattern.MatchString(id):
		return control.Refuse(fmt.Sprintf("a session cannot be named %q", id), "want a letter, and then letters, digits and -, all in lower case and at most 32")
	case HostTrap(id) != "":
		return control.Refuse(fmt.Sprintf("a session cannot be named %q", id), "its name is part of URLs in which clients replace v2, v3 and evs")
	case g.reserved(id):
		return control.Refuse(fmt.Sprintf("a session cannot be named %q", id), "as a host, a user or a project it means something else")
	case g.named[id] != nil:
		return &control.Error{Status: http.StatusConflict, Code: "taken", Message: "there is a session " + id, Hint: "end it first, or leave the id out"}
	}
	return nil
}

// projectOf is the project that picks a session: 32 hex digits, the same for the same name.
func projectOf(id string) string {
	return fmt.Sprintf("%016x%016x", job.Key(0, "session", id), job.Key(1, "session", id))
}
