package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/trace"
)

func newCtlJournalExportCmd(f *ctlFlags) *cobra.Command {
	var filter journalFlags
	var har bool
	var dir string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the journal as a HAR file, or as pairs of HTTP messages",
		Long: `Write the journal as a HAR file to standard output, or as pairs of HTTP messages to a directory. Browsers, mitmproxy and
jobsim import read both. Secrets are masked.

The responses have their bodies if the server records them: jobsim serve --journal-bodies.`,
		Example: `  # a file for the developer tools of a browser; redirect it to one
  jobsim ctl journal export --har

  # 0001-request.http, 0001-response.http, and so on
  jobsim ctl journal export --http trace/`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if har && dir != "" {
				return fail(exitUsage, "--har and --http are both set: want one of them")
			}
			return export(cmd, f, filter.filter(cmd.Flags()), dir)
		},
	}
	filter.register(cmd, f)
	cmd.Flags().BoolVar(&har, "har", false, "write a HAR 1.2 file to standard output, which is the default")
	cmd.Flags().StringVar(&dir, "http", "", "write pairs of HTTP messages to the directory `DIR`, which is made if it does not exist")
	return cmd
}

// allEntries is more than a journal can hold.
const allEntries = 1_000_000

// export writes the entries that a filter matches.
func export(cmd *cobra.Command, f *ctlFlags, filter admin.EntryFilter, dir string) error {
	c, err := f.client()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(cmd.Context(), defaultTimeout)
	defer cancel()
	doc, err := c.Journal(ctx, filter, allEntries)
	if err != nil {
		return requestError(c, err)
	}
	list, err := exchangesOf(doc)
	if err != nil {
		return err
	}
	if dir == "" {
		return trace.WriteHAR(cmd.OutOrStdout(), baseURL(c), version(), list)
	}
	return writeMessages(cmd, dir, trace.Messages(list))
}

// exchangesOf returns the entries of a journal as exchanges.
func exchangesOf(doc admin.Journal) ([]trace.Exchange, error) {
	text, err := json.Marshal(doc)
	if err != nil || len(doc.Entries) == 0 {
		return nil, err
	}
	list := make([]trace.Exchange, 0, len(doc.Entries))
	_, err = trace.Read("journal", bytes.NewReader(text), func(e trace.Exchange) { list = append(list, e) })
	return list, err
}

func writeMessages(cmd *cobra.Command, dir string, files []trace.File) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fail(exitRuntime, "%w", unwritable(dir, err))
	}
	for _, f := range files {
		name := filepath.Join(dir, f.Name)
		if err := writePrivate(name, f.Text); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s in %s\n", counted(len(files), "message"), dir)
	return err
}
