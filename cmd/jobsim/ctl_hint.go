package main

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
)

// commandNames replaces the requests that the server's hints name by the commands that send them. Where several texts fit, the
// first of the list counts.
var commandNames = strings.NewReplacer(
	"GET /__admin/jobs/", "jobsim ctl jobs get ",
	"GET /__admin/jobs", "jobsim ctl jobs list",
	"POST /__admin/jobs", "jobsim ctl jobs start",
	"GET /__admin/rules", "jobsim ctl rules list",
	"GET /__admin/scenarios", "jobsim ctl scenarios list",
	"GET /__admin/journal", "jobsim ctl journal list",
	"GET /__admin/snapshot", "jobsim ctl snapshot",
	"POST /__admin/reset", "jobsim ctl reset",
	"POST /__admin/sessions", "jobsim ctl sessions new",
	"DELETE /__admin/sessions/{id}", "jobsim ctl sessions end",
)

// refusalText returns what the server refused, in one line and in the words of the command line.
func refusalText(refused *admin.Error) string {
	return commandNames.Replace(oneLine(refused.Error()))
}
