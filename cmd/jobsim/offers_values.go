package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator"
)

// valuesOf are the values that a flag can have, where they can be listed. Files are those that go on from what is typed.
func valuesOf(f cli.Flag, typed string) []offer {
	switch f.Names()[0] {
	case "clock":
		return clocks()
	case "profile":
		return plain("documented", "observed")
	case "auth":
		return plain("any", "strict")
	case "admin":
		return plain("on", "off")
	case "log-level":
		return plain("debug", "info", "warn", "error")
	case "log-format":
		return plain("text", "json")
	case "format":
		return plain("text", "json", "github")
	case "print-env":
		return plain(append(familyNames(), "all")...)
	case "api":
		return plain(append(apiNames(), emulator.Gateway)...)
	case "set":
		return settings()
	case "always":
		return faults()
	case "scenario", scenariosFlag:
		return append(scenarioNames(), scenarioFiles(typed)...)
	default:
		return nil
	}
}

// argumentsOf are the arguments that a command can have, by the word that its usage has for them.
func argumentsOf(cmd *cli.Command, typed string) []offer {
	switch {
	case strings.Contains(cmd.ArgsUsage, "SCENARIO"):
		return append(scenarioNames(), scenarioFiles(typed)...)
	case strings.HasSuffix(cmd.FullName(), "scenarios show"), cmd.FullName() == "jobsim ctl scenarios":
		return scenarioNames()
	case strings.Contains(cmd.ArgsUsage, "CODE"):
		return errorCodes()
	case cmd.ArgsUsage == "MODE":
		return clocks()
	default:
		return nil
	}
}

func plain(words ...string) []offer {
	all := make([]offer, len(words))
	for i, word := range words {
		all[i] = offer{word: word}
	}
	return all
}

func clocks() []offer {
	return []offer{
		{"real", "as the machine's"},
		{"manual", "stands until it is moved"},
		{"skipping", "goes to the next change after each answer"},
		{"60x", "an hour in a minute"},
	}
}

func scenarioNames() []offer {
	all, err := shipped()
	if err != nil {
		return nil
	}
	names := make([]offer, len(all))
	for i, s := range all {
		names[i] = offer{s.Name, s.About}
	}
	return names
}

// scenarioFiles are the files and folders that go on from what is typed and may be, or hold, scenarios.
func scenarioFiles(typed string) []offer {
	found, _ := filepath.Glob(typed + "*") // a pattern that is none finds nothing
	var all []offer
	for _, name := range found {
		switch info, err := os.Stat(name); {
		case err != nil:
		case info.IsDir():
			all = append(all, offer{name + "/", "a folder"})
		case slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name)):
			all = append(all, offer{name, "a file"})
		}
	}
	return all
}

func apiNames() []string {
	var names []string
	for _, v := range emulator.Vocabularies() {
		names = append(names, v.API)
	}
	return names
}

// settings are the names of --set, each with what it decides.
func settings() []offer {
	var all []offer
	for _, chapter := range emulator.Fidelity() {
		for _, p := range chapter.Points {
			if p.Kind == emulator.ASetting {
				all = append(all, offer{p.Name + "=", p.What})
			}
		}
	}
	return all
}

// faults are the errors of --always.
func faults() []offer {
	entries, err := emulator.Catalogue("")
	if err != nil {
		return nil
	}
	var all []offer
	for _, e := range entries {
		if e.Always != "" {
			all = append(all, offer{e.Always, e.Message})
		}
	}
	return all
}

func errorCodes() []offer {
	entries, err := emulator.Catalogue("")
	if err != nil {
		return nil
	}
	var all []offer
	for _, e := range entries {
		if !slices.ContainsFunc(all, func(o offer) bool { return o.word == e.Code }) {
			all = append(all, offer{e.Code, e.Message})
		}
	}
	return all
}
