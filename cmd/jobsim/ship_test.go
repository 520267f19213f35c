package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

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
				require.Regexp(t, `^$|^[\w-]+/[\w-]+@v\d+$|^\./\.github/actions/[\w-]+$`, step.Uses)
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
	text, err := os.ReadFile("../../.github/CHANGELOG.md")
	require.NoError(t, err)
	require.Regexp(t, `(?s)^# Changes\n\n## (Unreleased|\d+\.\d+\.\d+)\n\n\w`, string(text))
}

// TestPlatformsServeTheirScenarios serves what each JOBSIM_SCENARIOS of the README and of its page on CI names: these blocks are for platforms that are
// not here.
func TestPlatformsServeTheirScenarios(t *testing.T) {
	t.Parallel()
	var named [][]string
	for _, file := range []string{"../../README.md", "../../scenarios/CI.md"} {
		page, err := os.ReadFile(file)
		require.NoError(t, err)
		found := regexp.MustCompile(`(?m)JOBSIM_SCENARIOS: (\S+)$`).FindAllStringSubmatch(string(page), -1)
		require.NotEmpty(t, found, file)
		named = append(named, found...)
	}
	for _, m := range named {
		args := []string{"serve", "--listen", "127.0.0.1:0", "--tls-listen", "off", "--exit-after", "1ms"}
		r := jobsim(t, append(args, strings.Split(m[1], ",")...)...)
		require.Equal(t, exitOK, r.code, "%s: %s", m[1], r.err)
	}
}
