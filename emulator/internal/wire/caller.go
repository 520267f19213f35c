package wire

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// Caller returns what tells the callers of a rate apart: the project of the path and the user, as far as the request names them.
// A token stands for its user: who signs in again is another caller.
func (c *Call) Caller() string {
	user := c.Header.Get("X-Auth-Token")
	if name, _, ok := c.BasicAuth(); ok {
		user = name
	} else if user == "" {
		user, _, _ = strings.Cut(c.Header.Get("Authorization"), ",") // of a signature, the access key alone
	}
	return c.Var("project_id") + " " + user
}

// called ends the steps of jobs that wait for this call, which was carried out. Its own response shows the jobs as they were
// before.
func (c *Call) called() {
	if !c.World.Awaits() {
		return
	}
	_, _ = c.SoundBody() // read it before the world is locked; conditions fail for a body that cannot be read
	_ = c.Do(func(tx *world.Tx) error {
		tx.Called(c.API, c.Op, c)
		return nil
	})
}
