package emulator_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/jobsim/jobsim/"

// layers are the arrows of the design: who may import whom. A package takes the rule with the longest name that its path
// begins with. "std" stands for the standard library, which all may import but for what forbidden takes away.
var layers = map[string][]string{
	"emulator/job":   {},
	"emulator/clock": {},
	"emulator/admin": {"emulator/verdict", "emulator/verdict/coverage"},
	"emulator/metrics": {
		"emulator/internal/control", "emulator/verdict", "github.com/prometheus/client_golang/prometheus",
		"github.com/prometheus/client_golang/prometheus/collectors", "github.com/prometheus/client_golang/prometheus/promhttp",
	},
	"emulator/ca":                    {"emulator/clock"},
	"emulator/rule":                  {"emulator/job"},
	"emulator/verdict/report":        {"emulator/verdict"},
	"emulator/verdict/coverage":      {},
	"emulator/verdict/coverage/page": {"emulator/verdict/coverage"},
	"emulator/internal/shown":        {"emulator/verdict/coverage", "emulator/job", "emulator/journal", "emulator/rule", "emulator/scenario"},
	"emulator/verdict":               {"emulator/job", "emulator/journal", "emulator/rule"},
	"emulator/trace":                 {"emulator/journal", "github.com/tidwall/gjson"},
	"emulator/explore":               {"emulator/job", "emulator/journal", "emulator/scenario", "go.yaml.in/yaml/v3"},
	"emulator/internal/rewrite":      {"github.com/tidwall/gjson"},
	"emulator/scenario/infer": {
		"emulator/internal/rewrite", "emulator/job", "emulator/journal", "emulator/trace", "github.com/tidwall/gjson", "go.yaml.in/yaml/v3",
	},
	"emulator/replay": {
		"emulator", "emulator/clock", "emulator/internal/rewrite", "emulator/journal", "emulator/scenario", "emulator/scenario/infer", "emulator/trace",
		"github.com/tidwall/gjson",
	},
	"scenarios":                {},
	"fixtures":                 {"go.yaml.in/yaml/v3"},
	"emulator/scenario":        {"emulator/verdict", "emulator/job", "emulator/rule", "emulator/scenario/internal/grammar", "emulator/scenario/internal/plain", "go.yaml.in/yaml/v3"},
	"emulator/scenario/render": {"emulator/job", "emulator/rule", "emulator/scenario"},
	"emulator/scenario/schema": {"emulator/verdict", "emulator/job", "emulator/rule", "emulator/scenario/internal/grammar", "go.yaml.in/yaml/v3"},

	"emulator/scenario/internal/grammar": {"emulator/job", "go.yaml.in/yaml/v3"},
	"emulator/scenario/internal/plain":   {"go.yaml.in/yaml/v3"},
	"emulator/scenario/internal/samples": {"emulator/job", "emulator/scenario", "github.com/stretchr/testify/require", "pgregory.net/rapid"},
	"emulator/internal/world":            {"emulator/job", "emulator/rule", "emulator/clock", "github.com/google/uuid"},
	"emulator/journal":                   {"emulator/clock", "emulator/job", "emulator/rule", "github.com/tidwall/gjson"},
	"emulator/internal/wire":             {"emulator/internal/connection", "emulator/internal/shutdown", "emulator/journal", "emulator/internal/world", "emulator/clock", "emulator/rule", "emulator/job", "github.com/gorilla/mux", "github.com/tidwall/gjson", "github.com/tidwall/sjson"},
	"emulator/internal/store":            {},
	"emulator/internal/store/dir":        {"emulator/internal/store", "golang.org/x/sys/windows"},
	"emulator/internal/store/redis":      {"emulator/internal/store", "emulator/clock", "github.com/gomodule/redigo/redis"},
	"emulator/internal/replicas":         {"emulator/internal/store", "emulator/internal/sessions", "emulator/internal/wire", "emulator/clock"},
	"emulator/storage":                   {"emulator", "emulator/internal/store/dir", "emulator/internal/store/redis"},
	"emulator/internal/playback": {
		"emulator/verdict", "emulator/internal/store",
		"emulator/internal/httpwriter", "emulator/internal/wire", "emulator/internal/world", "emulator/clock", "emulator/job", "emulator/journal", "emulator/rule", "emulator/scenario",
		"github.com/tidwall/gjson", "go.yaml.in/yaml/v3",
	},
	"emulator/internal/sessions": {
		"emulator/verdict", "emulator/verdict/coverage", "emulator/internal/shown", "emulator/internal/store",
		"emulator/internal/playback", "emulator/internal/wire", "emulator/internal/world", "emulator/clock", "emulator/job", "emulator/journal",
		"emulator/scenario", "github.com/tidwall/gjson",
	},
	"emulator/internal/apis": {
		"emulator/internal/api/drs", "emulator/internal/api/element", "emulator/internal/api/evs", "emulator/internal/api/iam",
		"emulator/internal/api/sdrs", "emulator/internal/wire", "emulator/job",
	},
	"emulator/catalog": {
		"emulator/internal/httpwriter", "emulator/internal/apis", "emulator/internal/api/otc", "emulator/internal/playback", "emulator/internal/wire", "emulator/internal/world",
		"emulator/clock", "emulator/job", "emulator/rule", "emulator/scenario", "fixtures",
	},
	"emulator/internal/connection": {},
	"emulator/internal/httpserver": {"emulator/internal/connection", "emulator/clock", "emulator/internal/httpwriter"},
	"emulator/internal/httpwriter": {},
	"emulator/internal/shutdown":   {},
	"emulator/internal/api":        {"emulator/internal/wire", "emulator/internal/world", "emulator/job", "emulator/internal/api/otc", "github.com/google/uuid", "github.com/gorilla/mux", "github.com/tidwall/gjson"},
	"emulator/internal/api/otc": {
		"emulator/internal/wire", "emulator/internal/world", "emulator/job", "github.com/gorilla/mux", "github.com/tidwall/gjson",
	},
	"emulator/internal/api/element": {
		"emulator/internal/httpwriter", "emulator/internal/wire", "emulator/internal/world", "emulator/job", "github.com/gorilla/mux", "github.com/gorilla/rpc/v2", "github.com/tidwall/gjson", "github.com/tidwall/sjson",
	},
	"emulator/internal/control": {
		"emulator/verdict", "emulator/verdict/coverage",
		"emulator/internal/sessions", "emulator/internal/playback", "emulator/internal/store",
		"emulator/admin", "emulator/journal", "emulator/internal/httpserver", "emulator/internal/shutdown",
		"emulator/internal/wire", "emulator/internal/world", "emulator/scenario", "emulator/clock", "emulator/job", "emulator/rule",
		"github.com/gorilla/mux",
	},
	"emulator/internal/recording": {},
	"emulator/internal/apitest":   {"emulator/internal/wire", "emulator/internal/world", "emulator/job", "emulator/clock", "github.com/stretchr/testify/require", "github.com/tidwall/gjson"},
	"emulator":                    {"emulator", "scenarios", "github.com/tidwall/gjson", "go.yaml.in/yaml/v3"},
	"testharness": {
		"emulator/explore", "emulator/verdict", "emulator/verdict/coverage",
		"emulator", "emulator/ca", "emulator/journal", "emulator/rule", "emulator/job", "emulator/clock", "emulator/scenario", "emulator/trace", "fixtures",
		"github.com/tidwall/gjson", "go.yaml.in/yaml/v3", "github.com/stretchr/testify/require",
	},
	"cmd": {"emulator", "emulator/explore", "emulator/journal", "emulator/verdict", "emulator/verdict/coverage", "emulator/verdict/coverage/page", "emulator/catalog", "emulator/replay", "emulator/trace", "emulator/admin", "emulator/metrics", "emulator/storage", "emulator/verdict/report", "emulator/ca", "emulator/job", "emulator/clock", "emulator/scenario", "emulator/scenario/render", "emulator/scenario/schema", "scenarios", "github.com/spf13/cobra", "github.com/spf13/pflag", "go.yaml.in/yaml/v3", "golang.org/x/sys/unix", "golang.org/x/sys/windows"},
}

// forbidden are packages of the standard library that the domain does without.
var forbidden = map[string][]string{
	"emulator/job":           {"sync", "net/http", "log/slog", "os"},
	"emulator/internal/api/": {"os", "log/slog"},
}

type goPackage struct {
	ImportPath string
	Standard   bool
	Imports    []string
}

func TestLayers(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		allowed, ok := shared(name)
		require.True(t, ok, "%s has no room in the house: add it to the table and to the design", name)
		for _, imported := range p.Imports {
			imported = strings.TrimPrefix(imported, module)
			require.True(t, may(name, imported, allowed), "%s must not import %s", name, imported)
		}
	}
}

// packages lists this module's packages with what they import, tests left out.
func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	require.NoError(t, err)
	var list []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p goPackage
		require.NoError(t, dec.Decode(&p))
		list = append(list, p)
	}
	require.Greater(t, len(list), 10)
	return list
}

// shared finds the rule for a package: its own, or that of the nearest folder above it.
func shared(name string) ([]string, bool) {
	for at := name; ; {
		if rule, ok := layers[at]; ok {
			return rule, true
		}
		cut := strings.LastIndexByte(at, '/')
		if cut < 0 {
			return nil, false
		}
		at = at[:cut]
	}
}

func may(name, imported string, allowed []string) bool {
	for prefix, list := range forbidden {
		if strings.HasPrefix(name+"/", prefix) && slices.Contains(list, imported) {
			return false
		}
	}
	if standard(imported) {
		return true
	}
	if name == "emulator" && strings.HasPrefix(imported, "emulator/") {
		return true // the facade knows the whole house
	}
	return slices.Contains(allowed, imported)
}

// standard tells a package of the standard library by its first segment, which has no dot and is no folder of ours.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && !slices.Contains([]string{"emulator", "cmd", "scenarios", "fixtures", "testharness"}, first)
}

// TestLayersNameRealRooms keeps the table from outliving what it speaks of.
func TestLayersNameRealRooms(t *testing.T) {
	t.Parallel()
	var names []string
	for _, p := range packages(t) {
		names = append(names, strings.TrimPrefix(p.ImportPath, module))
	}
	for room := range layers {
		require.True(t, slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n+"/", room+"/") }), "no package under %s", room)
	}
}
