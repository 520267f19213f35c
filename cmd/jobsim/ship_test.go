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
	"go.yaml.in/yaml/v3"
)

// TestReadmeNamesWhatTheBinaryIsMadeOf holds the list of modules in the README to what is linked.
func TestReadmeNamesWhatTheBinaryIsMadeOf(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", ".").Output()
	require.NoError(t, err)
	linked := strings.Fields(string(out))
	slices.Sort(linked)
	linked = slices.Compact(linked)
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	var told []string
	for _, row := range regexp.MustCompile(`(?m)^\| ([a-z]+(?:\.[a-z]+)+/\S+) \| \S.* \|$`).FindAllStringSubmatch(string(text), -1) {
		told = append(told, row[1])
	}
	require.Equal(t, linked, told)
}

// TestReadmeLinks wants every file that the README points to, and every heading.
func TestReadmeLinks(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	headings := map[string]bool{}
	for _, h := range regexp.MustCompile(`(?m)^##+ (.*)$`).FindAllStringSubmatch(string(text), -1) {
		plain := regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(h[1]), "")
		headings[strings.ReplaceAll(plain, " ", "-")] = true
	}
	for _, link := range regexp.MustCompile(`\]\(([^)]*)\)`).FindAllStringSubmatch(string(text), -1) {
		switch to := link[1]; {
		case strings.HasPrefix(to, "https://"):
		case strings.HasPrefix(to, "#"):
			require.True(t, headings[to[1:]], to)
		default:
			_, err := os.Stat(filepath.Join("..", "..", to))
			require.NoError(t, err)
		}
	}
}

// workflow is what is looked at of a GitHub workflow.
type workflow struct {
	Jobs map[string]struct {
		Steps []struct {
			Uses string `yaml:"uses"`
			Run  string `yaml:"run"`
		} `yaml:"steps"`
	} `yaml:"jobs"`
}

// TestWorkflows reads the workflows, and wants every script that they call.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../.github/workflows/*.yml")
	require.NoError(t, err)
	require.Len(t, files, 2)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var w workflow
		require.NoError(t, yaml.Unmarshal(text, &w), file)
		require.NotEmpty(t, w.Jobs, file)
		for name, job := range w.Jobs {
			for _, step := range job.Steps {
				require.NotEqual(t, step.Uses == "", step.Run == "", "%s, %s", file, name)
				require.Regexp(t, `^$|^[\w-]+/[\w-]+@v\d+$`, step.Uses)
				for _, script := range regexp.MustCompile(`\.ci/\w+`).FindAllString(step.Run, -1) {
					info, err := os.Stat(filepath.Join("..", "..", script))
					require.NoError(t, err, file)
					require.NotZero(t, info.Mode()&0o111, "%s cannot be run", script)
				}
			}
		}
	}
}

// TestChanges wants the list that .ci/release takes a release's notes from.
func TestChanges(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	require.Regexp(t, `(?s)\n## Changes\n\n### (Unreleased|\d+\.\d+\.\d+)\n\n\w`, string(text))
}
