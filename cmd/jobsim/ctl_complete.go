package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
)

// completionTimeout is how long a shell waits for the server while somebody presses the tab key.
const completionTimeout = time.Second

// completeJobs completes the names of the jobs of the server, for the first argument or a flag.
func (f *ctlFlags) completeJobs(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	doc, ok := complete(cmd, f, func(ctx context.Context, c *admin.Client) (admin.JobList, error) {
		return c.Jobs(ctx, admin.JobFilter{})
	})
	if len(args) > 0 || !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, j := range doc.Jobs {
		all = append(all, cobra.CompletionWithDesc(j.Job, j.Type+" "+j.Status))
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// completeSessions completes the ids of the sessions of the server, for the first argument or a flag.
func (f *ctlFlags) completeSessions(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	doc, ok := complete(cmd, f, func(ctx context.Context, c *admin.Client) (admin.SessionList, error) { return c.Sessions(ctx) })
	if len(args) > 0 || !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, s := range doc.Sessions {
		all = append(all, cobra.CompletionWithDesc(s.ID, s.Clock.Mode))
	}
	return all, cobra.ShellCompDirectiveNoFileComp
}

// complete calls the control API by get, within completionTimeout, and reports whether it could: without a server there is
// nothing to complete.
func complete[T any](cmd *cobra.Command, f *ctlFlags, get func(context.Context, *admin.Client) (T, error)) (doc T, ok bool) {
	if setFromEnv(cmd.Flags()) != nil {
		return doc, false
	}
	c, err := f.client()
	if err != nil {
		return doc, false
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), completionTimeout)
	defer cancel()
	doc, err = get(ctx, c)
	return doc, err == nil
}
