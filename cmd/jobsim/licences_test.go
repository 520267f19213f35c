package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// licences are those that may be linked in, by a sentence that each has and no other: all of them ask for no more than to be
// named. The order is the README's.
var licences = []struct{ name, says string }{
	{"BSD-3-Clause", "Neither the name of"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"Apache-2.0", "Licensed under the Apache License, Version 2.0"},
}

// TestReadmeNamesWhatTheBinaryIsMadeOf holds the list of modules in the README to what is linked, and the licence that it
// names to the file that comes with the module. A module more, or another licence, is a decision that somebody must make.
func TestReadmeNamesWhatTheBinaryIsMadeOf(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", ".").Output()
	require.NoError(t, err)
	linked := slices.DeleteFunc(strings.Split(string(out), "\n"), func(line string) bool { return line == "" })
	slices.Sort(linked)
	var want []string
	for _, line := range slices.Compact(linked) {
		name, dir, _ := strings.Cut(line, " ")
		want = append(want, name+", "+licenceIn(t, dir))
	}
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	var told []string
	for _, row := range regexp.MustCompile(`(?m)^\| ([a-z]+(?:\.[a-z]+)+/\S+) \| \S.* \| (\S.*) \|$`).FindAllStringSubmatch(string(text), -1) {
		told = append(told, row[1]+", "+row[2])
	}
	require.Equal(t, want, told)
}

// licenceIn names the licences of a module.
func licenceIn(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "LICENSE*"))
	require.NoError(t, err)
	require.Len(t, found, 1, dir)
	text, err := os.ReadFile(found[0])
	require.NoError(t, err)
	plain := strings.Join(strings.Fields(string(text)), " ")
	var names []string
	for _, l := range licences {
		if strings.Contains(plain, l.says) {
			names = append(names, l.name)
		}
	}
	require.NotEmpty(t, names, "%s: a licence that nobody has looked at", dir)
	return strings.Join(names, " and ")
}
