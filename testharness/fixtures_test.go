package testharness_test

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/fixtures"
	"github.com/jobsim/jobsim/testharness"
)

var update = flag.Bool("update", false, "write the responses of the fixtures")

// fixture is the content of fixtures/<api>/<case>/fixture.yaml.
type fixture struct {
	Description string `yaml:"description"`
	Source      struct {
		Kind  string `yaml:"kind"`
		Where string `yaml:"where"`
		Seen  string `yaml:"seen"`
	} `yaml:"source"`
	Scenario string        `yaml:"scenario"`
	Inline   string        `yaml:"inline"`
	Profile  string        `yaml:"profile"`
	Clock    time.Time     `yaml:"clock"`
	After    time.Duration `yaml:"after"`
}

func TestFixtures(t *testing.T) {
	t.Parallel()
	cases, err := fs.Glob(fixtures.FS, "*/*/fixture.yaml")
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(cases), 20)
	for _, file := range cases {
		dir := path.Dir(file)
		t.Run(dir, func(t *testing.T) {
			t.Parallel()
			playFixture(t, dir)
		})
	}
}

func playFixture(t *testing.T, dir string) {
	f := readFixture(t, dir)
	opts := []testharness.Option{}
	if f.Scenario != "" {
		opts = append(opts, testharness.Files(f.Scenario))
	} else {
		opts = append(opts, testharness.Scenario(f.Inline))
	}
	if f.Profile == "observed" {
		opts = append(opts, testharness.Observed())
	}
	if !f.Clock.IsZero() {
		opts = append(opts, testharness.At(f.Clock))
	}
	sim := testharness.Run(t, opts...)
	sim.Advance(f.After)
	res, err := sim.Client().Do(request(t, dir))
	require.NoError(t, err)
	defer res.Body.Close()
	got := dump(t, res)

	if *update {
		require.NoError(t, os.WriteFile(filepath.Join("..", "fixtures", dir, "response.http"), got, 0o600))
		return
	}
	want, err := fs.ReadFile(fixtures.FS, path.Join(dir, "response.http"))
	require.NoError(t, err)
	require.Equal(t, string(want), string(got))
}

// readFixture reads a fixture's description and fails the test if it has no provenance.
func readFixture(t *testing.T, dir string) fixture {
	t.Helper()
	text, err := fs.ReadFile(fixtures.FS, path.Join(dir, "fixture.yaml"))
	require.NoError(t, err)
	var f fixture
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	require.NoError(t, dec.Decode(&f))
	require.NotEmpty(t, f.Description)
	require.Contains(t, []string{"documented", "recorded", "inferred"}, f.Source.Kind)
	require.NotEmpty(t, f.Source.Where)
	require.NotEmpty(t, f.Source.Seen)
	require.NotEqual(t, f.Scenario == "", f.Inline == "", "either scenario or inline")
	return f
}

// request reads request.http, whose lines end in LF and whose body has no Content-Length.
func request(t *testing.T, dir string) *http.Request {
	t.Helper()
	text, err := fs.ReadFile(fixtures.FS, path.Join(dir, "request.http"))
	require.NoError(t, err)
	head, body, _ := bytes.Cut(text, []byte("\n\n"))
	r, err := http.ReadRequest(bufio.NewReader(io.MultiReader(bytes.NewReader(head), bytes.NewReader([]byte("\n\n")))))
	require.NoError(t, err)
	out, err := http.NewRequestWithContext(t.Context(), r.Method, "http://"+r.Host+r.RequestURI, bytes.NewReader(body))
	require.NoError(t, err)
	out.Header = r.Header
	return out
}

// dump returns a response in the form of response.http.
func dump(t *testing.T, res *http.Response) []byte {
	t.Helper()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	var buf bytes.Buffer
	buf.WriteString("HTTP/1.1 " + strconv.Itoa(res.StatusCode) + " " + http.StatusText(res.StatusCode) + "\n")
	var names []string
	for name := range res.Header {
		if name != "Content-Length" { // framing, not a choice of the API
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range res.Header[name] {
			fmt.Fprintf(&buf, "%s: %s\n", name, value)
		}
	}
	buf.WriteString("\n")
	buf.Write(body)
	return buf.Bytes()
}
