package testharness

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator"
)

// Job is a job of a scenario as a Go value. Its fields have the names and meanings of the scenario language, and are
// checked as a scenario's text is; String returns that text.
//
//	testharness.Run(t, testharness.Jobs(testharness.Job{
//		API: "evs", ID: "j1", Type: "createVolume",
//		Timeline: []testharness.Step{{Status: "RUNNING", For: 10 * time.Minute}, {Status: "FAIL", Error: "EVS.2024"}},
//	}))
type Job struct {
	API  string `yaml:"api,omitempty"` // a sub-job has that of its parent
	ID   string `yaml:"id"`            // of an Element job, its handle
	Type string `yaml:"type,omitempty"`
	// Hidden is how long the job cannot be seen by clients after its creation.
	Hidden time.Duration `yaml:"hidden,omitempty"`
	// Expires is how long the job can be seen after its end; zero takes the API's default.
	Expires  time.Duration `yaml:"expires,omitempty"`
	Timeline []Step        `yaml:"timeline,omitempty"`
	SubJobs  []Job         `yaml:"sub_jobs,omitempty"`
	// Starts is when a sub-job starts, after its parent.
	Starts time.Duration `yaml:"starts,omitempty"`
	// More has further fields of the language, such as "entities".
	More map[string]any `yaml:",inline"`
}

// Step is a step of a job's timeline. At most one of For, Polls and Until ends it; the last step has none.
type Step struct {
	Status string        `yaml:"status"`
	For    time.Duration `yaml:"-"` // "for: 10m"
	Polls  int           `yaml:"-"` // "for: 3 polls"
	Until  string        `yaml:"until,omitempty"`
	Error  string        `yaml:"error,omitempty"` // of a failed status: a code of the API's error table
	// More has further fields of the language, such as "result" of an Element job.
	More map[string]any `yaml:",inline"`
}

// MarshalYAML writes the step with "for" behind the status.
func (s Step) MarshalYAML() (any, error) {
	lasts := ""
	switch {
	case s.For != 0 && s.Polls != 0:
		return nil, fmt.Errorf("step %s: For and Polls exclude each other", s.Status)
	case s.For != 0:
		lasts = s.For.String()
	case s.Polls != 0:
		lasts = fmt.Sprintf("%d polls", s.Polls)
	}
	type fields Step // without this method
	var written yaml.Node
	if err := written.Encode(fields(s)); err != nil {
		return nil, err
	}
	written.Style = yaml.FlowStyle
	if lasts != "" {
		key, value := &yaml.Node{Kind: yaml.ScalarNode, Value: "for"}, &yaml.Node{Kind: yaml.ScalarNode, Value: lasts}
		written.Content = slices.Insert(written.Content, 2, key, value)
	}
	return &written, nil
}

// String returns the job as the text of a scenario.
func (j Job) String() string {
	text, err := jobsYAML([]Job{j})
	if err != nil {
		return fmt.Sprintf("# %v\n", err)
	}
	return text
}

// Jobs loads jobs that are given as Go values.
func Jobs(jobs ...Job) Option {
	src, err := jobSource(jobs)
	return Option{func(t T, c *config) {
		t.Helper()
		if err != nil {
			t.Fatalf("jobsim: %v", err)
		}
		c.Scenarios = append(c.Scenarios, src)
	}}
}

// jobSource returns jobs as a scenario that is named after the caller.
func jobSource(jobs []Job) (emulator.Source, error) {
	text, err := jobsYAML(jobs)
	return emulator.Source{Name: caller(), Text: []byte(text)}, err
}

// jobsYAML returns the text of a scenario with jobs.
func jobsYAML(jobs []Job) (string, error) {
	var b strings.Builder
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	err := enc.Encode(map[string][]Job{"jobs": jobs})
	return b.String(), err
}
