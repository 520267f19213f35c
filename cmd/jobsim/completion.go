package main

import (
	"context"
	"embed"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"
)

// scripts teach shells to ask "jobsim complete". They are our own, since those of the library need packages that many
// machines lack, and complete no values.
//
//go:embed completion
var scripts embed.FS

// shells are those that there is a script for, each with how it is put to use.
var shells = []struct{ name, file, example string }{
	{"bash", "jobsim.bash", "source <(jobsim completion bash)"},
	{"zsh", "jobsim.zsh", "source <(jobsim completion zsh)"},
	{"fish", "jobsim.fish", "jobsim completion fish > ~/.config/fish/completions/jobsim.fish"},
	{"pwsh", "jobsim.ps1", "jobsim completion pwsh | Out-String | Invoke-Expression"},
}

func completionCommand() *cli.Command {
	cmd := &cli.Command{
		Name:  "completion",
		Usage: "print a script that makes a shell complete commands, flags, values and scenarios",
		Description: manual("To keep it, write the example's line into the file that the shell reads when it starts. The script asks jobsim what\n"+
			"can stand at the cursor, so it need not be renewed with jobsim.",
			"bash, for ~/.bashrc", shells[0].example,
			"zsh, for ~/.zshrc behind compinit", shells[1].example,
			"fish", shells[2].example,
			"PowerShell, for $PROFILE", shells[3].example,
		),
		Action: onlyVerbs,
	}
	for _, s := range shells {
		cmd.Commands = append(cmd.Commands, &cli.Command{
			Name: s.name, Usage: "print the script for " + s.name, Description: manual("It defines one function.", "now", s.example),
			Action: func(_ context.Context, cmd *cli.Command) error {
				text, err := scripts.ReadFile("completion/" + s.file)
				if err != nil {
					return fail(exitRuntime, "%w", err)
				}
				_, err = cmd.Root().Writer.Write(text)
				return err
			},
		})
	}
	return cmd
}

// completeCommand is what the scripts call.
func completeCommand() *cli.Command {
	return &cli.Command{
		Name: "complete", Hidden: true, SkipFlagParsing: true, ArgsUsage: "-- WORD...",
		Usage: "tell what can stand in the place of the last word, with a tab and a text about it",
		Action: func(_ context.Context, cmd *cli.Command) error {
			words := cmd.Args().Slice()
			if len(words) > 0 && words[0] == "--" {
				words = words[1:]
			}
			if len(words) == 0 {
				words = []string{""}
			}
			for _, o := range offers(cmd.Root(), words) {
				fmt.Fprintf(cmd.Root().Writer, "%s\t%s\n", o.word, strings.Join(strings.Fields(o.about), " "))
			}
			return nil
		},
	}
}
