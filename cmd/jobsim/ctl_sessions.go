package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

func ctlSessions() *cli.Command {
	return &cli.Command{
		Name: "sessions", Usage: "list the sessions, make one, or end one", Action: orElse(ctlListSessions),
		Commands: []*cli.Command{
			{Name: "list", Usage: "list the sessions", Action: ctlListSessions},
			{Name: "show", Usage: "tell how a client gets into a session", ArgsUsage: "ID", Flags: []cli.Flag{ctlEnvFlag()}, Action: ctlShowSession},
			{
				Name: "new", Usage: "make a world apart, with jobs, a clock, rules and a journal of its own", Flags: ctlSessionFlags(), Action: ctlNewSession,
				Description: "What no flag says is as in the server. It tells how a client gets in; what --env writes, a shell evaluates:\n" +
					`eval "$(jobsim ctl sessions new --env)"`,
			},
			{Name: "end", Usage: "end a session", ArgsUsage: "ID", Action: ctlEndSession},
		},
	}
}

// ctlEnvFlag asks for variables.
func ctlEnvFlag() cli.Flag {
	return &cli.BoolFlag{Name: "env", Usage: "write variables for a shell that evaluates them"}
}

// ctlLodgingFlags say where a new session is found, and for how long.
func ctlLodgingFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "id", Usage: "`ID` of the session (default: one is made)"},
		&cli.StringFlag{Name: "ttl", Usage: "`DURATION` that it lives unused (default: an hour, or what the session has that is forked)"},
		&cli.StringFlag{Name: "listen", Usage: "`ADDRESS` at which it alone is served by HTTP, such as :0 for any free port"},
		&cli.StringFlag{Name: "tls-listen", Usage: "`ADDRESS` at which it alone is served by HTTPS"},
		ctlEnvFlag(),
	}
}

// lodging reads ctlLodgingFlags.
func lodging(cmd *cli.Command) map[string]any {
	wish := map[string]any{}
	for _, name := range []string{"id", "ttl", "listen", "tls-listen"} {
		if value := cmd.String(name); value != "" {
			wish[strings.ReplaceAll(name, "-", "_")] = value
		}
	}
	return wish
}

func ctlSessionFlags() []cli.Flag {
	return append([]cli.Flag{
		&cli.StringFlag{Name: "scenario", Usage: "`SCENARIO` to begin with: a file, the name of a shipped one, or - for standard input"},
		&cli.StringFlag{Name: "snapshot", Usage: "`FILE` to go on from, as ctl snapshot wrote it"},
		&cli.Uint64Flag{Name: "seed", Usage: "`NUMBER` that keys every draw", HideDefault: true},
		&cli.StringFlag{Name: "clock", Usage: "the clock's `MODE`: " + clock.Modes},
		&cli.StringFlag{Name: "now", Usage: "`INSTANT` at which its clock begins"},
		&cli.StringFlag{Name: "profile", Usage: "fidelity `PROFILE`: documented or observed"},
		&cli.StringMapFlag{Name: "set", Usage: "one point of fidelity, `NAME=VALUE`; may be repeated"},
	}, ctlLodgingFlags()...)
}

// sessionDoc is a session as the control API tells it.
type sessionDoc struct {
	ID          string            `json:"id"`
	Project     string            `json:"project_id"`
	Seed        uint64            `json:"seed"`
	Profile     string            `json:"profile"`
	Scenarios   []string          `json:"scenarios"`
	Clock       clockDoc          `json:"clock"`
	Expires     *time.Time        `json:"expires"`
	URLs        map[string]string `json:"urls"`
	Credentials map[string]string `json:"credentials"`
	Env         map[string]string `json:"env"`
}

// sessionsDoc is a list of sessions.
type sessionsDoc struct {
	Sessions []sessionDoc `json:"sessions"`
}

func writeSessions(w io.Writer, list sessionsDoc) error {
	var rows [][]string
	for _, s := range list.Sessions {
		rows = append(rows, []string{s.ID, s.Clock.Mode, instant(s.Clock.Now), strconv.FormatUint(s.Seed, 10), instant(s.Expires), s.URLs["base"]})
	}
	return table(w, []string{"ID", "CLOCK", "NOW", "SEED", "EXPIRES", "URL"}, rows, "no sessions but the server's own")
}

// writeSession tells how a client gets in.
func writeSession(w io.Writer, s sessionDoc) error {
	facts := [][2]string{
		{"session", s.ID},
		{"clock", s.Clock.Mode},
		{"now", instant(s.Clock.Now)},
		{"seed", strconv.FormatUint(s.Seed, 10)},
		{"profile", s.Profile},
		{"expires", instant(s.Expires)},
	}
	for _, of := range []map[string]string{s.URLs, s.Credentials} {
		for _, name := range slices.Sorted(maps.Keys(of)) {
			facts = append(facts, [2]string{name, of[name]})
		}
	}
	return lines(w, facts...)
}

// writeEnv writes variables for a shell. Their values are quoted, since a host's name is whatever the caller used.
func writeEnv(w io.Writer, s sessionDoc) error {
	for _, name := range slices.Sorted(maps.Keys(s.Env)) {
		if _, err := fmt.Fprintf(w, "export %s=%s\n", name, quoted(s.Env[name])); err != nil {
			return err
		}
	}
	return nil
}

// session writes a session as the command's flags want it.
func session(ctx context.Context, cmd *cli.Command, q question) error {
	if cmd.Bool("env") {
		return tell(ctx, cmd, q, writeEnv)
	}
	return tell(ctx, cmd, q, writeSession)
}

func ctlListSessions(ctx context.Context, cmd *cli.Command) error {
	if _, err := arguments(cmd, 0); err != nil {
		return err
	}
	return tell(ctx, cmd, question{method: http.MethodGet, path: "/sessions"}, writeSessions)
}

func ctlShowSession(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 1)
	if err != nil {
		return err
	}
	return session(ctx, cmd, question{method: http.MethodGet, path: "/sessions/" + url.PathEscape(args[0])})
}

func ctlEndSession(ctx context.Context, cmd *cli.Command) error {
	args, err := arguments(cmd, 1)
	if err != nil {
		return err
	}
	return done(ctx, cmd, question{method: http.MethodDelete, path: "/sessions/" + url.PathEscape(args[0])}, "ended "+args[0])
}

func ctlFork(ctx context.Context, cmd *cli.Command) error {
	if _, err := arguments(cmd, 0); err != nil {
		return err
	}
	body, err := json.Marshal(lodging(cmd))
	if err != nil {
		return err
	}
	return session(ctx, cmd, question{method: http.MethodPost, path: "/fork", body: body})
}

func ctlNewSession(ctx context.Context, cmd *cli.Command) error {
	if _, err := arguments(cmd, 0); err != nil {
		return err
	}
	wish, err := wished(cmd)
	if err != nil {
		return err
	}
	body, err := json.Marshal(wish)
	if err != nil {
		return err
	}
	return inFile(cmd.String("scenario"), session(ctx, cmd, question{method: http.MethodPost, path: "/sessions", body: body}))
}

// wished reads ctlSessionFlags. Files are read here, since the server may be elsewhere.
func wished(cmd *cli.Command) (map[string]any, error) {
	wish := lodging(cmd)
	for _, name := range []string{"clock", "profile"} {
		if value := cmd.String(name); value != "" {
			wish[name] = value
		}
	}
	if cmd.IsSet("seed") {
		wish["seed"] = cmd.Uint64("seed")
	}
	if set := cmd.StringMap("set"); len(set) > 0 {
		wish["settings"] = set
	}
	if now := cmd.String("now"); now != "" {
		at, err := moment(now)
		if err != nil {
			return nil, err
		}
		wish["now"] = at
	}
	if name := cmd.String("scenario"); name != "" {
		found, err := emulator.FindScenarios(os.Stdin, name)
		if err != nil {
			return nil, fail(exitUsage, "--scenario: %w", unreadable(err))
		}
		if len(found) > 1 {
			return nil, fail(exitUsage, "--scenario %s holds %d files: a session begins with one", name, len(found))
		}
		text, err := found[0].Alone(emulator.Vocabularies())
		if err != nil {
			return nil, refused(err)
		}
		wish["scenario"] = string(text)
	}
	if name := cmd.String("snapshot"); name != "" {
		text, err := readInput(name)
		if err != nil {
			return nil, err
		}
		wish["snapshot"] = string(text)
	}
	return wish, nil
}
