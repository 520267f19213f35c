package testharness

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

// Scenario loads a scenario from its text. The indentation that all lines of the text share, of tabs or blanks, is removed,
// so that a raw string may be indented with the code around it. Messages name the scenario after the caller's file and
// line. Without Scenario, ScenarioFS, Jobs and Files, Run loads nothing, and Session loads what Run did.
func Scenario(yaml string) Option {
	src := source(yaml)
	return option(func(c *config) { c.Scenarios = append(c.Scenarios, src) })
}

// Files loads scenarios by name: files, directories, or shipped ones such as "documents".
func Files(names ...string) Option {
	return Option{func(t T, c *config) {
		t.Helper()
		found, err := emulator.FindScenarios(nil, names...)
		if err != nil {
			t.Fatalf("jobsim: %v", err)
		}
		c.Scenarios = append(c.Scenarios, found...)
	}}
}

// ScenarioFS loads scenarios from files of a file system, such as an embed.FS, with the files that they include. Names may
// be patterns of path.Match; each must match a file.
func ScenarioFS(fsys fs.FS, names ...string) Option {
	return Option{func(t T, c *config) {
		t.Helper()
		for _, name := range names {
			found, err := readFS(fsys, name)
			if err != nil {
				t.Fatalf("jobsim: %v", err)
			}
			c.Scenarios = append(c.Scenarios, found...)
		}
	}}
}

// readFS reads the scenarios that a pattern matches.
func readFS(fsys fs.FS, pattern string) ([]emulator.Source, error) {
	files, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, fmt.Errorf("ScenarioFS: %q: %w", pattern, err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("ScenarioFS: %q matches no file of the file system", pattern)
	}
	var found []emulator.Source
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		folder, errSub := fs.Sub(fsys, path.Dir(file))
		if err := errors.Join(err, errSub); err != nil {
			return nil, fmt.Errorf("ScenarioFS: %w", err)
		}
		found = append(found, emulator.Source{Name: file, Text: text, Included: scenario.Gather(folder, path.Base(file), text)})
	}
	return found, nil
}

// source returns a scenario with the name of the place outside of this package that it comes from.
func source(yaml string) emulator.Source {
	return emulator.Source{Name: caller(), Text: []byte(dedent(yaml))}
}

// caller returns the file and line of the nearest caller outside of this package: "waiter_test.go:12".
func caller() string {
	var pcs [16]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		frame, more := frames.Next()
		if !strings.HasPrefix(frame.Function, "github.com/jobsim/jobsim/testharness.") {
			return fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
		}
		if !more {
			return "scenario"
		}
	}
}

// dedent removes the indentation that all lines of a text share, and replaces further tabs at the beginning of a line by two
// blanks each, since YAML takes no tabs there. Text right behind the opening quote of a raw string has no indentation of
// its own: then the tabs that the other lines share are removed.
func dedent(text string) string {
	lines := strings.Split(text, "\n")
	shared := sharedIndent(lines)
	if rest := sharedIndent(lines[1:]); shared == "" && len(lines) > 1 {
		shared = rest[:strings.LastIndexByte(rest, '\t')+1]
	}
	for i, line := range lines {
		line = strings.TrimPrefix(line, shared)
		content := strings.TrimLeft(line, " \t")
		if content == "" {
			lines[i] = ""
			continue
		}
		lines[i] = strings.ReplaceAll(line[:len(line)-len(content)], "\t", "  ") + content
	}
	return strings.Join(lines, "\n")
}

// sharedIndent returns the indentation that all lines share which are not blank.
func sharedIndent(lines []string) string {
	shared, found := "", false
	for _, line := range lines {
		content := strings.TrimLeft(line, " \t")
		indent := line[:len(line)-len(content)]
		switch {
		case content == "":
		case !found:
			shared, found = indent, true
		default:
			shared = shared[:commonPrefix(shared, indent)]
		}
	}
	return shared
}

// commonPrefix returns the length of the longest common prefix.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
