package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/clock"
)

// block is a fenced block of a page.
type block struct {
	line int    // of its first fence
	kind string // the word behind that
	text string
}

// blocks returns the fenced blocks of a page.
func blocks(page string) []block {
	var all []block
	open := false
	for i, line := range strings.Split(page, "\n") {
		kind, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && !open:
			all = append(all, block{line: i + 1, kind: kind})
			open = true
		case fence:
			open = false
		case open:
			all[len(all)-1].text += line + "\n"
		}
	}
	return all
}

// TestPageOfTheLanguage runs every block of scenarios/README.md: each scenario is read, those that are marked as faulty
// are refused, and each command line prints what the page says it does. A scenario that begins with the comment
// "# name.yaml" is the file that command lines name.
func TestPageOfTheLanguage(t *testing.T) {
	file, err := filepath.Abs(filepath.Join("..", "..", "scenarios", "README.md"))
	require.NoError(t, err)
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	anew := string(page)
	t.Chdir(t.TempDir())
	t.Setenv("COLUMNS", "")
	t.Setenv("LC_ALL", "C.UTF-8")
	var last block
	kinds := map[string]int{}
	for _, s := range blocks(string(page)) {
		kinds[s.kind]++
		switch s.kind {
		case "yaml", "yaml faulty":
			name, ok := strings.CutPrefix(strings.SplitN(s.text, "\n", 2)[0], "# ")
			if !ok || !strings.HasSuffix(name, ".yaml") {
				name = "unnamed.yaml"
			}
			require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o700))
			require.NoError(t, os.WriteFile(name, []byte(s.text), 0o600))
			found, err := emulator.FindScenarios(nil, name)
			require.NoError(t, err)
			_, err = emulator.New(emulator.Options{Scenarios: found})
			require.Equal(t, s.kind == "yaml faulty", err != nil, "line %d: %v", s.line, err)
			last = s
		case "console":
			printed := console(t, s, last)
			anew = strings.Replace(anew, s.text, printed, 1)
		case "sh":
			serves(t, s)
		case "text": // the play, which package testharness plays
		default:
			t.Fatalf("line %d: no way to run %q", s.line, s.kind)
		}
	}
	require.GreaterOrEqual(t, kinds["yaml"], 15)
	require.GreaterOrEqual(t, kinds["console"], 5)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(anew), 0o644))
	}
}

// serves loads what a command line that would not end would load.
func serves(t *testing.T, s block) {
	t.Helper()
	names, ok := strings.CutPrefix(s.text, "jobsim serve ")
	require.True(t, ok, "line %d: no way to run this", s.line)
	found, err := emulator.FindScenarios(nil, strings.Fields(names)...)
	require.NoError(t, err, "line %d", s.line)
	_, err = emulator.New(emulator.Options{Scenarios: found})
	require.NoError(t, err, "line %d", s.line)
}

// console runs the command line of a snippet and compares what it prints with the lines below it, in which "..." matches any
// others. It returns the block as it should be.
func console(t *testing.T, s, last block) string {
	t.Helper()
	command, want, _ := strings.Cut(s.text, "\n")
	words := fields(strings.TrimPrefix(command, "$ "))
	got := ""
	switch words[0] {
	case "curl":
		got = curl(t, last, words[1:])
	case "jobsim":
		r := jobsim(t, words[1:]...)
		got = r.out + r.err
	default:
		t.Fatalf("line %d: %s", s.line, command)
	}
	if !strings.Contains(want, "...\n") {
		require.True(t, want == got || *update, "line %d: %s prints\n%s", s.line, command, got)
		return command + "\n" + got
	}
	rest := got
	for part := range strings.SplitSeq(want, "...\n") {
		_, after, found := strings.Cut(rest, part)
		require.True(t, found, "line %d: %s prints\n%s", s.line, command, got)
		rest = after
	}
	return s.text
}

// fields splits a command line at blanks outside of apostrophes.
func fields(line string) []string {
	var words []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}

// curl sends the request of a curl command to an emulator with the last scenario.
func curl(t *testing.T, last block, words []string) string {
	t.Helper()
	e, err := emulator.New(emulator.Options{
		Clock:     clock.NewManual(time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)),
		Scenarios: []emulator.Source{{Name: "README", Text: []byte(last.text)}},
	})
	require.NoError(t, err)
	r := httptest.NewRequest(http.MethodGet, words[len(words)-1], nil)
	for i, word := range words {
		if word == "-H" {
			name, value, _ := strings.Cut(words[i+1], ": ")
			r.Header.Set(name, value)
		}
	}
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, r)
	return strings.TrimSuffix(rec.Body.String(), "\n") + "\n"
}

// TestPageListsTheLibrary compares the table of scenarios/LIBRARY.md with the shipped scenarios.
func TestPageListsTheLibrary(t *testing.T) {
	t.Parallel()
	const begin, end = "<!-- library -->\n", "<!-- /library -->\n"
	file := filepath.Join("..", "..", "scenarios", "LIBRARY.md")
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(page), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	want := before + begin + libraryTable(t) + end + after
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o644))
		return
	}
	require.Equal(t, want, string(page), "go test ./cmd/jobsim -run TestPageListsTheLibrary -update writes it anew")
}

// libraryTable returns the library as Markdown, a table for each folder.
func libraryTable(t *testing.T) string {
	t.Helper()
	all, err := shipped()
	require.NoError(t, err)
	var b strings.Builder
	folder := ""
	for _, s := range all {
		if dir := path.Dir(s.Name); dir != folder {
			folder = dir
			fmt.Fprintf(&b, "\n| %s | what a client sees |\n|---|---|\n", strings.Replace(dir, ".", "loaded by default", 1))
		}
		fmt.Fprintf(&b, "| [`%s`](%s.yaml) | %s |\n", s.Name, s.Name, s.Description)
	}
	return b.String() + "\n"
}
