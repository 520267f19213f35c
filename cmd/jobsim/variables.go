package main

import (
	"net"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"
)

// prefix begins the variables of jobsim.
const prefix = "JOBSIM_"

// env is the variable that stands for a flag, and further ones that count when it is not set.
func env(flag string, more ...string) cli.ValueSourceChain {
	chain := cli.NewValueSourceChain(&variable{name: variableOf(flag)})
	for _, name := range more {
		chain.Chain = append(chain.Chain, &variable{name: name})
	}
	return chain
}

// variableOf is the variable that stands for a flag.
func variableOf(flag string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// giver is a source of values that remembers whether it gave one: a flag asks its sources only when the command line does
// not give it a value.
type giver interface{ gave() bool }

// variable is a variable of the environment.
type variable struct {
	name string
	used bool
}

// Lookup is the variable's value, and whether it is set.
func (v *variable) Lookup() (string, bool) {
	value, set := os.LookupEnv(v.name)
	v.used = set && value != ""
	return value, v.used
}

// IsFromEnv and Key are for the help, which shows the variable beside its flag.
func (v *variable) IsFromEnv() bool { return true }

// Key is the variable's name.
func (v *variable) Key() string { return v.name }

// String is the variable's name.
func (v *variable) String() string { return v.name }

// GoString is the variable's name.
func (v *variable) GoString() string { return v.name }

func (v *variable) gave() bool { return v.used }

// place is an address of which JOBSIM_HOST gives the host and another variable may give the port. So an image can listen
// on all interfaces, and a platform can choose the port, and neither needs to know the whole.
type place struct {
	host, port string // where neither is set
	portFrom   string // "PORT", or empty
	from       []string
}

// hostVariable is where an image says that it is to be reached from outside.
const hostVariable = prefix + "HOST"

// Lookup is the address, and whether any of its parts is set.
func (p *place) Lookup() (string, bool) {
	p.from = nil
	part := func(name, usual string) string {
		value := os.Getenv(name)
		if name == "" || value == "" {
			return usual
		}
		p.from = append(p.from, name)
		return value
	}
	host, port := part(hostVariable, p.host), part(p.portFrom, p.port)
	return net.JoinHostPort(host, port), len(p.from) > 0
}

// String names the variables that gave a part, else all that could.
func (p *place) String() string {
	if len(p.from) > 0 {
		return strings.Join(p.from, ", ")
	}
	return strings.TrimSuffix(hostVariable+", "+p.portFrom, ", ")
}

// GoString is String.
func (p *place) GoString() string { return p.String() }

func (p *place) gave() bool { return len(p.from) > 0 }

// origin tells who gave a flag its value: "flag", "env" with the variables, or "default".
func origin(f cli.Flag) string {
	for _, source := range sources(f).Chain {
		if g, ok := source.(giver); ok && g.gave() {
			return "env " + source.String()
		}
	}
	if f.IsSet() {
		return "flag"
	}
	return "default"
}

// given is a command's flag of a name, which it must have.
func given(cmd *cli.Command, name string) cli.Flag {
	at := slices.IndexFunc(cmd.Flags, func(f cli.Flag) bool { return f.Names()[0] == name })
	return cmd.Flags[at]
}

// from is the origin of a command's flag.
func from(cmd *cli.Command, name string) string { return origin(given(cmd, name)) }

// sources are where a flag looks for a value that the command line does not give.
func sources(f cli.Flag) cli.ValueSourceChain {
	switch f := f.(type) {
	case *cli.StringFlag:
		return f.Sources
	case *cli.StringSliceFlag:
		return f.Sources
	case *cli.StringMapFlag:
		return f.Sources
	case *cli.BoolFlag:
		return f.Sources
	case *cli.DurationFlag:
		return f.Sources
	case *cli.IntFlag:
		return f.Sources
	case *cli.Int64Flag:
		return f.Sources
	case *cli.Uint64Flag:
		return f.Sources
	default:
		return cli.ValueSourceChain{}
	}
}
