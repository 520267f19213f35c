package main

import (
	"context"
	"io"
	"maps"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/clock"
)

func newCtlSessionsCmd(f *ctlFlags) *cobra.Command {
	list := &cobra.Command{
		Use:     "list",
		Short:   "List the sessions",
		Example: "  jobsim ctl sessions list -o json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return show(cmd, f, func(ctx context.Context, c *admin.Client) (admin.SessionList, error) { return c.Sessions(ctx) }, writeSessions)
		},
	}
	var env bool
	get := &cobra.Command{
		Use:        "get ID",
		Short:      "Print how a client reaches a session",
		SuggestFor: []string{"show"},
		Example: `  jobsim ctl sessions get t1

  # the same as variables
  jobsim ctl sessions get t1 --env`,
		Args:              exactArgs(1),
		ValidArgsFunction: f.completeSessions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return showSession(cmd, f, env, func(ctx context.Context, c *admin.Client) (admin.Session, error) {
				return c.Session(ctx, args[0])
			})
		},
	}
	addEnvFlag(get.Flags(), &env)
	end := &cobra.Command{
		Use:               "end ID",
		Short:             "End a session",
		SuggestFor:        []string{"delete", "remove"},
		Example:           "  jobsim ctl sessions end t1",
		Args:              exactArgs(1),
		ValidArgsFunction: f.completeSessions,
		RunE: func(cmd *cobra.Command, args []string) error {
			return do(cmd, f, "ended "+args[0], func(ctx context.Context, c *admin.Client) error { return c.EndSession(ctx, args[0]) })
		},
	}
	return withDefault(&cobra.Command{
		Use:     "sessions",
		Short:   "List the sessions, make one, or end one",
		Example: "  jobsim ctl sessions",
	}, list, get, newCtlSessionsNewCmd(f), end)
}

// newSessionFlags holds the flags of ctl sessions new.
type newSessionFlags struct {
	sessionFlags
	scenario, snapshot, clock, now, profile string
	seed                                    uint64
	set                                     map[string]string
}

func newCtlSessionsNewCmd(f *ctlFlags) *cobra.Command {
	var n newSessionFlags
	cmd := &cobra.Command{
		Use:        "new",
		Short:      "Make a session with jobs, a clock, rules and a journal of its own",
		SuggestFor: []string{"create", "add"},
		Long: `Make a session with jobs, a clock, rules and a journal of its own. What no flag sets is as in the server. It prints how a
client reaches the session; what --env prints, a shell evaluates:

   eval "$(jobsim ctl sessions new --env)"`,
		Example: `  # a session whose clock a test moves
  jobsim ctl sessions new --scenario demo --clock manual

  # the same, as variables for a test
  jobsim ctl sessions new --scenario demo --clock manual --env

  # one for a client that can be given no more than an address
  jobsim ctl sessions new --listen :0

  # one that accepts only the known account
  jobsim ctl sessions new --set auth=strict`,
		Args: noArgs,
	}
	flags := cmd.Flags()
	flags.StringVarP(&n.scenario, "scenario", "f", "", "`SCENARIO` to begin with: a file, the name of a shipped one, or - for standard input")
	flags.StringVar(&n.snapshot, "snapshot", "", "`FILE` to go on from, as ctl snapshot wrote it")
	flags.Uint64Var(&n.seed, "seed", 0, "`NUMBER` that keys every random draw (default: the server's)")
	flags.StringVar(&n.clock, "clock", "", "the clock's `MODE`: "+clock.Modes)
	flags.StringVar(&n.now, "now", "", "`TIME` at which its clock begins")
	flags.StringVar(&n.profile, "profile", "", "fidelity `PROFILE`: documented or observed")
	flags.StringToStringVar(&n.set, "set", nil, "one fidelity setting, `NAME=VALUE`; repeatable")
	flags.Lookup("set").DefValue = ""
	n.register(flags)
	completeFlag(cmd, "scenario", completeScenarios)
	completeFlag(cmd, "snapshot", completeFiles)
	completeFlag(cmd, "clock", completeClocks)
	completeFlag(cmd, "profile", words("documented", "observed"))
	completeFlag(cmd, "set", completeSettings)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		doc, err := n.document(cmd)
		if err != nil {
			return err
		}
		return inFile(n.scenario, showSession(cmd, f, n.env, func(ctx context.Context, c *admin.Client) (admin.Session, error) {
			return c.CreateSession(ctx, doc)
		}))
	}
	return cmd
}

// document returns the document of the new session. Files are read here, since the server may be elsewhere.
func (n *newSessionFlags) document(cmd *cobra.Command) (admin.CreateSession, error) {
	doc := admin.CreateSession{ID: n.id, Clock: n.clock, Profile: n.profile, Settings: n.set, Listen: n.listen, TLSListen: n.tlsListen}
	var err error
	if doc.TTL, err = n.ttlDuration(); err != nil {
		return doc, err
	}
	if cmd.Flags().Changed("seed") {
		doc.Seed = &n.seed
	}
	if n.now != "" {
		at, err := parseTime(n.now)
		if err != nil {
			return doc, err
		}
		doc.Now = &at
	}
	if n.scenario != "" {
		if doc.Scenario, err = n.scenarioText(cmd); err != nil {
			return doc, err
		}
	}
	if n.snapshot != "" {
		text, err := readInput(cmd, n.snapshot)
		if err != nil {
			return doc, err
		}
		doc.Snapshot = string(text)
	}
	return doc, nil
}

// scenarioText returns the text of the scenario, with what it includes.
func (n *newSessionFlags) scenarioText(cmd *cobra.Command) (string, error) {
	found, err := findScenarios(cmd, exitUsage, n.scenario)
	if err != nil {
		return "", err
	}
	if len(found) > 1 {
		return "", fail(exitUsage, "--scenario %s holds %d files: a session begins with one", n.scenario, len(found))
	}
	text, err := found[0].Alone(emulator.Vocabularies())
	if err != nil {
		return "", optionsError(err)
	}
	return string(text), nil
}

func writeSessions(w io.Writer, list admin.SessionList) error {
	var rows [][]string
	for _, s := range list.Sessions {
		rows = append(rows, []string{
			s.ID, s.Clock.Mode, formatTime(s.Clock.Now), strconv.FormatUint(s.Seed, 10), formatTime(s.Expires), s.URLs["base"],
		})
		if s.Owner != "" {
			rows[len(rows)-1] = append(rows[len(rows)-1], s.Owner)
		}
	}
	head := []string{"ID", "CLOCK", "NOW", "SEED", "EXPIRES", "URL"}
	if len(list.Sessions) > 0 && list.Sessions[0].Owner != "" {
		head = append(head, "OWNER")
	}
	return writeTable(w, head, rows, "no sessions but the server's own")
}

// showSession calls the control API by get and prints the session, as variables if env is true.
func showSession(cmd *cobra.Command, f *ctlFlags, env bool, get func(context.Context, *admin.Client) (admin.Session, error)) error {
	if env {
		return show(cmd, f, get, writeEnv)
	}
	return show(cmd, f, get, writeSession)
}

// writeSession writes how a client reaches a session.
func writeSession(w io.Writer, s admin.Session) error {
	fields := [][2]string{
		{"session", s.ID},
		{"clock", s.Clock.Mode},
		{"now", formatTime(s.Clock.Now)},
		{"seed", strconv.FormatUint(s.Seed, 10)},
		{"profile", s.Profile},
		{"expires", formatTime(s.Expires)},
	}
	for _, name := range slices.Sorted(maps.Keys(s.URLs)) {
		fields = append(fields, [2]string{name, s.URLs[name]})
	}
	known := s.Credentials
	return writeFields(w, append(fields, [][2]string{
		{"user", known.User},
		{"password", known.Password},
		{"domain", known.Domain},
		{"project_id", known.ProjectID},
		{"region", known.Region},
		{"access_key", known.AccessKey},
		{"secret_key", known.SecretKey},
		{"element_user", known.ElementUser},
	}...)...)
}

// writeEnv writes the variables of a session: the same as "serve --print-env all" prints for a server, and those that select
// the session.
func writeEnv(w io.Writer, s admin.Session) error {
	vars := endpointsOfSession(s).assignments()
	known := map[string]bool{}
	for _, v := range vars {
		known[v.name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(s.Env)) {
		if !known[name] {
			vars = append(vars, assignment{name, s.Env[name]})
		}
	}
	return writeExports(w, vars)
}

// endpointsOfSession returns the addresses and credentials of a session.
func endpointsOfSession(s admin.Session) endpoints {
	known := s.Credentials
	at := endpoints{
		URL: s.URLs["base"], HTTPS: s.URLs["tls_listen"], Admin: s.URLs["admin"], APIs: map[string]apiURLs{},
		Credentials: emulator.KnownCredentials(),
	}
	at.Credentials.User, at.Credentials.Password, at.Credentials.ProjectID = known.User, known.Password, known.ProjectID
	at.ElementUser = known.ElementUser
	for _, v := range emulator.Vocabularies() {
		at.APIs[v.API] = apiURLs{URL: s.URLs[v.API]}
	}
	return at
}
