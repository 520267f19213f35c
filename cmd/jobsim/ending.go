package main

import "github.com/urfave/cli/v3"

// ending is what the help of a command ends with, as a page of the manual does.
type ending struct{ codes, also string }

// endings are those of the commands, by name.
var endings = map[string]ending{
	"serve": {
		"0 after SIGTERM or SIGINT, 1 it broke down, 2 wrong use, 3 a scenario is faulty or not there, 4 cannot listen",
		"jobsim config, jobsim scenarios, jobsim ctl",
	},
	"ctl":         {"", "jobsim serve, and GET /__admin/openapi.yaml"},
	"explain":     {"0 ok, 2 wrong use, 3 a scenario is faulty or not there", "jobsim validate, jobsim scenarios show"},
	"validate":    {"0 all are good, 2 wrong use, 3 a scenario is faulty or not there", "jobsim explain, jobsim schema"},
	"scenarios":   {"0 ok, 2 wrong use or nothing found", "jobsim explain, jobsim serve"},
	"errors":      {"0 ok, 2 wrong use or nothing found", "jobsim serve --always, jobsim fidelity"},
	"fidelity":    {"0 ok, 2 wrong use", "jobsim serve --profile, jobsim errors"},
	"schema":      {"0 ok, 2 wrong use", "jobsim validate"},
	"config":      {"0 ok, 2 wrong use, 3 a scenario is faulty or not there", "jobsim serve"},
	"healthcheck": {"0 ready, 1 not ready or no answer, 2 wrong use", "jobsim ctl wait, which waits until it is ready"},
	"completion":  {"0 ok, 2 wrong use", "jobsim --help"},
	"version":     {"0 ok, 2 wrong use", "jobsim ctl health, which tells the version of a server"},
}

// ended puts the endings behind the descriptions of the commands below a command.
func ended(cmd *cli.Command) *cli.Command {
	for _, sub := range cmd.Commands {
		e := endings[sub.Name]
		if e.codes != "" {
			sub.Description += "\n\nExit codes: " + e.codes + "."
		}
		if e.also != "" {
			sub.Description += "\n\nSee also: " + e.also + "."
		}
	}
	return cmd
}
