package main

import (
	"cmp"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// envPrefix begins the names of the variables that set flags.
const envPrefix = "JOBSIM_"

// hostEnv is the variable with the host of addresses that name only a port. An image sets it to be reachable from outside.
const hostEnv = envPrefix + "HOST"

// The keys of the annotations of a flag: the variables that set it, and where its value comes from if not from the command
// line.
const (
	envAnnotation    = "jobsim_env"
	sourceAnnotation = "jobsim_source"
)

// envName returns the name of the variable that sets a flag: JOBSIM_TLS_LISTEN for tls-listen.
func envName(flag string) string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// bindEnv makes each flag settable by its variable, and by those in further, by flag, if that one is not set.
func bindEnv(flags *pflag.FlagSet, further map[string][]string) {
	flags.VisitAll(func(f *pflag.Flag) {
		annotate(f, envAnnotation, append([]string{envName(f.Name)}, further[f.Name]...)...)
	})
}

func annotate(f *pflag.Flag, key string, values ...string) {
	if f.Annotations == nil {
		f.Annotations = map[string][]string{}
	}
	f.Annotations[key] = values
}

// setFromEnv sets the flags that the command line does not give from their variables. An empty variable counts as unset.
func setFromEnv(flags *pflag.FlagSet) error {
	var first error
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Changed || f.Annotations[sourceAnnotation] != nil {
			return
		}
		for _, name := range f.Annotations[envAnnotation] {
			value := os.Getenv(name)
			if value == "" || f.Name == "port" && serviceURL(value) {
				continue
			}
			if err := f.Value.Set(value); err != nil && first == nil {
				first = fail(exitUsage, "%s", invalidValue(name, value, f))
			}
			annotate(f, sourceAnnotation, "env "+name)
			return
		}
	})
	return first
}

// serviceURL reports whether the value of JOBSIM_PORT is one that Kubernetes sets for a service named jobsim.
func serviceURL(value string) bool { return strings.Contains(value, "://") }

// source returns where the value of a flag comes from: "flag", "env" with the names of the variables, or "default".
func source(f *pflag.Flag) string {
	if from := f.Annotations[sourceAnnotation]; len(from) > 0 {
		return from[0]
	}
	if f.Changed {
		return "flag"
	}
	return "default"
}

// label returns what set a flag, for messages: "--seed" or "JOBSIM_SEED".
func label(flags *pflag.FlagSet, name string) string {
	if variable, ok := strings.CutPrefix(source(flags.Lookup(name)), "env "); ok {
		return variable
	}
	return "--" + name
}

// unknownVariable is a variable that begins with envPrefix and sets no flag.
type unknownVariable struct{ name, hint string }

// unknownVariables returns those of an environment in the form of os.Environ.
func unknownVariables(flags *pflag.FlagSet, environ []string) []unknownVariable {
	known := []string{hostEnv}
	flags.VisitAll(func(f *pflag.Flag) { known = append(known, f.Annotations[envAnnotation]...) })
	var unknown []unknownVariable
	for _, line := range environ {
		name, _, _ := strings.Cut(line, "=")
		if strings.HasPrefix(name, envPrefix) && !slices.Contains(known, name) && !otherVariable(name) {
			unknown = append(unknown, unknownVariable{name, cmp.Or(scenario.DidYouMean(name, known), "see jobsim config")})
		}
	}
	return unknown
}

// otherVariable reports whether a variable is not meant for serve: ctl, run or explore reads it, jobsim sets it for clients, or Kubernetes
// sets it for a service named jobsim.
func otherVariable(name string) bool {
	for _, other := range []string{"SERVICE_", "SESSION", "ELEMENT_USER", "PORT_", "URL", "HTTPS_URL", "ADMIN_URL", "CACERT", "TRUST_CA", "REPORT", "FAIL_ON", "COVERAGE", "WORLD", "JOBS", "DEPTH", "FAULTS", "SHARD", "ONLY", "TIME", "SAVE"} {
		if strings.HasPrefix(name, envPrefix+other) {
			return true
		}
	}
	return false
}
