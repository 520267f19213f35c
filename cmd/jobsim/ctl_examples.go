package main

import (
	"strings"

	"github.com/urfave/cli/v3"
)

// ctlExamples, which is read only, is what the help of each command of ctl shows: what a line does, and the line behind "jobsim ctl".
var ctlExamples = map[string][]string{
	"health": {"what is served, and since when", "health"},
	"wait":   {"a server that is starting, for a script", "wait --timeout 10s"},

	"jobs":          {"all jobs", "jobs", "those that run, as JSON", "jobs --phase running --json"},
	"jobs list":     {"the jobs of one API", "jobs list --api evs"},
	"jobs show":     {"where a job is, and what it waits for", "jobs show evs/j1"},
	"jobs timeline": {"what a client saw of a job, and what comes", "jobs timeline evs/j1"},
	"jobs start":    {"the jobs of a file", "jobs start mine.yaml"},
	"jobs force": {
		"a failure with its code", "jobs force evs/j1 '{status: FAIL, error: EVS.2024}'",
		"a success", "jobs force evs/j1 SUCCESS",
	},
	"jobs hold":    {"a job that stays as it is, whatever time does", "jobs hold evs/j1"},
	"jobs release": {"the same job again", "jobs release evs/j1"},
	"jobs fork": {
		"a twin of all that is, for half an hour", "jobs fork --id what-if --ttl 30m",
		"variables for a client of the twin", "jobs fork --env",
	},

	"clock":      {"the time, and the next change", "clock"},
	"clock show": {"the time, as JSON", "clock show --json"},
	"clock advance": {
		"half a minute", "clock advance 30s", "the next change of any job", "clock advance next",
		"where all jobs have come as far as time brings them", "clock advance end",
		"a job's success", "clock advance --job evs/j1 --status SUCCESS",
	},
	"clock set":    {"New Year", "clock set 2100-01-01T00:00:00Z"},
	"clock pause":  {"a moment to look around", "clock pause"},
	"clock resume": {"and on", "clock resume"},
	"clock scale":  {"an hour in a minute", "clock scale 60"},
	"clock mode":   {"as many polls as a job has statuses", "clock mode skipping", "a clock that stands", "clock mode manual"},

	"sessions":      {"the sessions that live", "sessions"},
	"sessions list": {"the same, as JSON", "sessions list --json"},
	"sessions show": {"how a client gets in", "sessions show t1", "the same as variables", "sessions show t1 --env"},
	"sessions new": {
		"a world apart with a clock that stands", "sessions new --scenario demo --clock manual",
		"variables for a test, which a shell evaluates", "sessions new --scenario demo --clock manual --env",
		"one for a client that can be told no more than an address", "sessions new --listen :0",
		"one in which only the known account gets in", "sessions new --set auth=strict",
	},
	"sessions end": {"a session that nobody needs any more", "sessions end t1"},

	"scenarios": {"what is loaded, and what there is", "scenarios", "the text of a shipped one", "scenarios demo"},
	"rules":     {"how often each rule may still fire", "rules"},

	"journal":       {"the last ten requests", "journal --limit 10", "those that met no job or no call", "journal --unmatched"},
	"journal list":  {"what was told about a job", "journal list --job evs/j1"},
	"journal show":  {"all about the first request", "journal show 1"},
	"journal count": {"how often a job was polled", "journal count --job evs/j1"},
	"journal wait": {
		"until a client has polled three times", "journal wait --job evs/j1 --polls 3",
		"or ten seconds have passed", "journal wait --job evs/j1 --polls 3 --timeout 10s",
	},
	"journal follow": {"what a client is told, as it is told", "journal follow --job evs/j1"},
	"journal clear":  {"before the next test", "journal clear"},

	"reset":    {"before the next test", "reset", "one session alone", "reset --session t1"},
	"snapshot": {"a file to come back to", "snapshot before.yaml", "the same to read", "snapshot -"},
	"restore":  {"back to it, also after a restart", "restore before.yaml"},
	"metrics":  {"what a server did so far", "metrics"},
}

// exampled puts the examples under the descriptions of the commands below a command.
func exampled(cmd *cli.Command) *cli.Command {
	var each func(c *cli.Command, path string)
	each = func(c *cli.Command, path string) {
		var lines []string
		for i, text := range ctlExamples[path] {
			if i%2 == 1 {
				text = "jobsim ctl " + text
			}
			lines = append(lines, text)
		}
		if len(lines) > 0 {
			c.Description = strings.TrimSpace(manual(c.Description, lines...))
		}
		for _, sub := range c.Commands {
			each(sub, strings.TrimSpace(path+" "+sub.Name))
		}
	}
	each(cmd, "")
	return cmd
}
