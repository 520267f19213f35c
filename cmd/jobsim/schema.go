package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario/schema"
)

func newSchemaCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of scenario files, for editors",
		Long: `Print the JSON Schema of scenario files. Save it and name it in the first line of a scenario, and an editor completes words
and explains them:

   # yaml-language-server: $schema=scenario.schema.json`,
		Example: "  jobsim schema > scenario.schema.json",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text, err := schema.Generate(emulator.Vocabularies())
			if err != nil {
				return fail(exitRuntime, "schema: %w", err)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n", text)
			return err
		},
	}
}
