package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// named are the scenarios that a command line lists.
func named(t *testing.T, args ...string) []string {
	t.Helper()
	var all []shippedScenario
	require.NoError(t, json.Unmarshal([]byte(fine(t, append([]string{"scenarios", "-o", "json"}, args...)...)), &all))
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s.Name
	}
	return names
}

func TestScenariosListsTheLibrary(t *testing.T) {
	t.Parallel()
	all := named(t)
	require.ElementsMatch(t, emulator.ShippedScenarios(), all)
	require.Equal(t, []string{"demo", "documents"}, all[:2], "those that are loaded by default come first")
	require.Equal(t, 1+len(all), strings.Count(fine(t, "scenarios"), "\n"))
	require.Equal(t, fine(t, "scenarios"), fine(t, "scenarios", "list"))
}

func TestScenariosFindsByAPIAndWords(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		args     []string
		with     []string
		without  []string
		onlyFrom string
	}{
		"api": {
			args: []string{"--api", "element"}, with: []string{"element/clone", "any/reset", "demo"}, without: []string{"evs/stuck"},
		},
		"folder":    {args: []string{"--api", "gateway"}, with: []string{"gateway/throttled"}, onlyFrom: "gateway/"},
		"any":       {args: []string{"--api", "any"}, with: []string{"any/reset"}, without: []string{"gateway/throttled"}},
		"word":      {args: []string{"TOKEN"}, with: []string{"iam/token-expires"}, without: []string{"evs/stuck"}},
		"words":     {args: []string{"token", "expire"}, with: []string{"iam/token-expires"}, without: []string{"evs/foreign-project"}},
		"in a file": {args: []string{"EVS.2024"}, with: []string{"demo", "sdrs/fails-in-words"}, without: []string{"evs/stuck"}},
		"both":      {args: []string{"--api", "drs", "throttled"}, with: []string{"gateway/throttled"}, onlyFrom: "gateway/"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := named(t, tt.args...)
			require.Subset(t, found, tt.with)
			for _, one := range tt.without {
				require.NotContains(t, found, one)
			}
			for _, one := range found {
				require.True(t, strings.HasPrefix(one, tt.onlyFrom), one)
			}
		})
	}
}

func TestScenariosTellsWhatThereIsNot(t *testing.T) {
	t.Parallel()
	for want, args := range map[string][]string{
		`there is no API "evss": did you mean evs?`:    {"scenarios", "--api", "evss"},
		`there is no scenario with "qqqq token"`:       {"scenarios", "qqqq", "token"},
		`did you mean evs/stuck?`:                      {"scenarios", "get", "evs/stuk"},
		`get: name at least one scenario`:              {"scenarios", "get"},
		`there is no API "qq": want one of any, drs, `: {"scenarios", "--api", "qq"},
	} {
		r := jobsim(t, args...)
		require.NotEqual(t, exitOK, r.code, "%v", args)
		require.Contains(t, r.err, want)
		require.Empty(t, r.out)
	}
}

// TestShowPrintsAScenario wants what is printed to be the scenario, and what it explains to be comments.
func TestShowPrintsAScenario(t *testing.T) {
	t.Parallel()
	for _, name := range emulator.ShippedScenarios() {
		found, err := emulator.FindScenarios(nil, name)
		require.NoError(t, err)
		out := fine(t, "scenarios", "get", name)
		rest, ok := strings.CutPrefix(out, string(found[0].Text))
		require.True(t, ok, name)
		again, err := scenario.Read(name, []byte(out), emulator.Vocabularies())
		require.NoError(t, err)
		require.Contains(t, rest, "# "+again.Name+":")
		for line := range strings.Lines(strings.TrimPrefix(rest, "\n")) {
			require.True(t, strings.HasPrefix(line, "#"), line)
			require.LessOrEqual(t, len([]rune(line)), 81)
		}
	}
}
