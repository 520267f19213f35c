package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/admin"
)

func newCtlJournalFollowCmd(f *ctlFlags) *cobra.Command {
	var filter journalFlags
	cmd := &cobra.Command{
		Use:   "follow",
		Short: "Print each request once its response is sent, until interrupted",
		Long: `Print each request once its response is sent, until interrupted. With -o json each line is a JSON document, and with -o yaml
each request is a YAML document.`,
		Example: "  jobsim ctl journal follow --job evs/j1",
		Args:    noArgs,
	}
	filter.register(cmd, f)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		c, err := f.client()
		if err != nil {
			return err
		}
		for e, err := range c.Follow(cmd.Context(), filter.filter(cmd.Flags())) {
			if cmd.Context().Err() != nil {
				return nil // an interrupt is how following ends
			}
			if err != nil {
				return requestError(c, err)
			}
			if err := writeEvent(cmd.OutOrStdout(), f.output, e); err != nil {
				return err
			}
		}
		if cmd.Context().Err() != nil {
			return nil
		}
		return fail(exitRuntime, "%s: the stream ended: the session has ended or the server is shutting down", baseURL(c))
	}
	return cmd
}

// writeEvent writes a request: as a line of a table, a line of JSON, or a YAML document.
func writeEvent(w io.Writer, output string, e admin.Entry) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		return err
	}
	switch output {
	case asJSON:
		_, err := w.Write(text.Bytes())
		return err
	case asYAML:
		document := bytes.NewBufferString("---\n")
		if err := writeYAML(document, text.Bytes()); err != nil {
			return err
		}
		_, err := w.Write(document.Bytes())
		return err
	default:
		_, err := fmt.Fprintln(w, strings.Join(entryRow(e), "  "))
		return err
	}
}
