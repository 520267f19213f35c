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

// licences are those that may be linked, by a pattern that each of them matches and no other does: they require no more than
// to be named. The order is that of CONTRIBUTING.md.
var licences = []struct{ name, pattern string }{
	{"BSD-3-Clause", `Neither the name of`},
	{"MIT", `Permission is hereby granted, free of charge`},
	{"Apache-2.0", `Apache License,? Version 2\.0`},
}

// TestModules compares the list of modules in CONTRIBUTING.md with those that are linked, and each licence with the file
// of the module. A further module or another licence is a decision for a person.
func TestModules(t *testing.T) {
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
	text, err := os.ReadFile("../../.github/CONTRIBUTING.md")
	require.NoError(t, err)
	var listed []string
	for _, row := range regexp.MustCompile(`(?m)^\| ([a-z]+(?:\.[a-z]+)+/\S+) \| \S.* \| (\S.*) \|$`).FindAllStringSubmatch(string(text), -1) {
		listed = append(listed, row[1]+", "+row[2])
	}
	require.Equal(t, want, listed)
}

// licenceIn returns the names of the licences of a module.
func licenceIn(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "LICENSE*"))
	require.NoError(t, err)
	require.NotEmpty(t, files, dir)
	text, err := os.ReadFile(files[0])
	require.NoError(t, err)
	plain := strings.Join(strings.Fields(string(text)), " ")
	var names []string
	for _, l := range licences {
		if regexp.MustCompile(l.pattern).MatchString(plain) {
			names = append(names, l.name)
		}
	}
	require.NotEmpty(t, names, "%s: an unknown licence", dir)
	return strings.Join(names, " and ")
}
