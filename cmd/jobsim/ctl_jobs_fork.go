package main

import (
	"context"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator/admin"
)

// sessionFlags holds the flags that say how a session is reached, and for how long.
type sessionFlags struct {
	id, ttl, listen, tlsListen string
	env                        bool
}

func (s *sessionFlags) register(flags *pflag.FlagSet) {
	flags.StringVar(&s.id, "id", "", "`ID` of the session (default: a new one)")
	flags.StringVar(&s.ttl, "ttl", "", "`DURATION` after which an unused session ends (default: an hour, or that of the forked session)")
	flags.StringVar(&s.listen, "listen", "", "`ADDRESS` at which this session alone is served by HTTP; port 0 takes a free one")
	flags.StringVar(&s.tlsListen, "tls-listen", "", "`ADDRESS` at which this session alone is served by HTTPS")
	addEnvFlag(flags, &s.env)
}

func addEnvFlag(flags *pflag.FlagSet, env *bool) {
	flags.BoolVar(env, "env", false, "print variables for a shell that evaluates them")
}

// ttlDuration returns --ttl, or nil if it is not given.
func (s *sessionFlags) ttlDuration() (*admin.Duration, error) {
	if s.ttl == "" {
		return nil, nil
	}
	d, err := admin.ParseDuration(s.ttl)
	if err != nil {
		return nil, fail(exitUsage, "--ttl: %w", err)
	}
	return new(admin.Duration(d)), nil
}

func newCtlJobsForkCmd(f *ctlFlags) *cobra.Command {
	var s sessionFlags
	cmd := &cobra.Command{
		Use:   "fork",
		Short: "Make a session with the same jobs at the same time, to see what would happen if",
		Example: `  # a session that ends after half an hour without use
  jobsim ctl jobs fork --id what-if --ttl 30m

  # variables for a client of the new session
  jobsim ctl jobs fork --env`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ttl, err := s.ttlDuration()
			if err != nil {
				return err
			}
			return showSession(cmd, f, s.env, func(ctx context.Context, c *admin.Client) (admin.Session, error) {
				return c.Fork(ctx, admin.ForkSession{ID: s.id, TTL: ttl, Listen: s.listen, TLSListen: s.tlsListen})
			})
		},
	}
	s.register(cmd.Flags())
	return cmd
}
