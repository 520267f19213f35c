package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"github.com/jobsim/jobsim/emulator/scenario"
)

// stray is a variable that begins as those of jobsim do and stands for no flag, and a hint at what may have been meant.
type stray struct{ name, hint string }

// misspelt finds the strays of an environment.
func misspelt(flags []cli.Flag, environ []string) []stray {
	known := map[string]bool{hostVariable: true}
	for _, f := range flags {
		known[variableOf(f.Names()[0])] = true
	}
	words := slices.Sorted(maps.Keys(known))
	var odd []stray
	for _, line := range environ {
		name, value, _ := strings.Cut(line, "=")
		switch {
		case !strings.HasPrefix(name, prefix) || known[name]:
		case name == prefix+"PORT" && !strings.Contains(value, "://"):
			odd = append(odd, stray{name, "did you mean PORT or " + variableOf("listen") + "?"})
		case !handedOut(name):
			odd = append(odd, stray{name, cmp.Or(scenario.DidYouMean(name, words), "see jobsim config")})
		}
	}
	return odd
}

// handedOut tells that a variable is not meant for serve: it is one of ctl, one that jobsim writes for others, or one by
// which Kubernetes tells about a service that is called jobsim.
func handedOut(name string) bool {
	for _, theirs := range []string{"SERVICE_", "SESSION", "ELEMENT_USER", "PORT", "URL", "HTTPS_URL", "ADMIN_URL", "CACERT"} {
		if strings.HasPrefix(name, prefix+theirs) {
			return true
		}
	}
	return false
}
