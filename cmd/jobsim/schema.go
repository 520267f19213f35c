package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario/schema"
)

func schemaCommand() *cli.Command {
	return &cli.Command{
		Name:  "schema",
		Usage: "print the JSON Schema of scenario files, for editors",
		Description: manual("Save it and name it in the first line of a scenario, and an editor completes words and explains them:\n\n"+
			"   # yaml-language-server: $schema=scenario.schema.json",
			"into a file", "jobsim schema > scenario.schema.json",
		),
		Action: func(_ context.Context, cmd *cli.Command) error {
			schema, err := schema.Generate(emulator.Vocabularies())
			if err != nil {
				return fail(exitRuntime, "schema: %w", err)
			}
			_, err = fmt.Fprintf(cmd.Root().Writer, "%s\n", schema)
			return err
		},
	}
}
