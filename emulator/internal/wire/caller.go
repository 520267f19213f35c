package wire

import "strings"

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
