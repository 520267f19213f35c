package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v3"
)

// offer is a word that can stand at the cursor, and what it stands for.
type offer struct{ word, about string }

// offers are the words that can stand in the place of the last one.
func offers(root *cli.Command, words []string) []offer {
	last := strings.TrimSpace(words[len(words)-1])
	cmd, flag := standing(root, words[:len(words)-1])
	name, value, joined := strings.Cut(last, "=")
	switch {
	case flag != nil:
		return begunBy(last, "", valuesOf(flag, last))
	case joined && strings.HasPrefix(name, "-"):
		if f := flagOf(cmd, name); f != nil {
			return begunBy(value, name+"=", valuesOf(f, value))
		}
		return nil
	case strings.HasPrefix(last, "-"):
		return begunBy(last, "", flagOffers(cmd))
	default:
		return begunBy(last, "", append(verbs(cmd), argumentsOf(cmd, last)...))
	}
}

// standing is the command that the words come to, and the flag whose value is to follow, if one is.
func standing(root *cli.Command, words []string) (*cli.Command, cli.Flag) {
	cmd := root
	for i := 0; i < len(words); i++ {
		word := words[i]
		if !strings.HasPrefix(word, "-") {
			if sub := cmd.Command(word); sub != nil {
				cmd = sub
			}
			continue
		}
		f := flagOf(cmd, word)
		if f == nil || !f.(cli.DocGenerationFlag).TakesValue() {
			continue
		}
		if i++; i == len(words) {
			return cmd, f
		}
	}
	return cmd, nil
}

// flagsOf are the flags of a command and of those above it.
func flagsOf(cmd *cli.Command) []cli.Flag {
	var all []cli.Flag
	for _, c := range cmd.Lineage() {
		all = append(all, c.Flags...)
	}
	return all
}

func flagOf(cmd *cli.Command, word string) cli.Flag {
	name := strings.TrimLeft(word, "-")
	for _, f := range flagsOf(cmd) {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

func flagOffers(cmd *cli.Command) []offer {
	all := []offer{{"--help", "show help"}}
	for _, f := range flagsOf(cmd) {
		if name := f.Names()[0]; name != "help" {
			all = append(all, offer{"--" + name, strings.ReplaceAll(f.(cli.DocGenerationFlag).GetUsage(), "`", "")})
		}
	}
	return all
}

func verbs(cmd *cli.Command) []offer {
	var all []offer
	for _, sub := range cmd.VisibleCommands() {
		all = append(all, offer{sub.Name, sub.Usage})
	}
	return all
}

// begunBy keeps the offers that go on from what is typed, and puts before each what stands before it.
func begunBy(typed, before string, all []offer) []offer {
	var fit []offer
	for _, o := range all {
		if strings.HasPrefix(o.word, typed) {
			fit = append(fit, offer{before + o.word, o.about})
		}
	}
	return fit
}
