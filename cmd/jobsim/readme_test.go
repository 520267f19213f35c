package main

import (
	"bufio"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
)

const readme = "../../README.md"

// pages are those whose snippets are run.
var pages = []string{readme, "../../scenarios/COOKBOOK.md"}

// snippet is a fenced block of a page.
type snippet struct {
	lang, text string
	line       int // of its first line in the page, from 0
}

// chapter is a heading with the snippets below it, up to the next heading.
type chapter struct {
	title    string
	snippets []snippet
}

// chapters reads a page.
func chapters(t *testing.T, page string) (lines []string, all []chapter) {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	lines = strings.Split(string(text), "\n")
	for at := 0; at < len(lines); at++ {
		if title, ok := strings.CutPrefix(strings.TrimLeft(lines[at], "#"), " "); ok && strings.HasPrefix(lines[at], "#") {
			all = append(all, chapter{title: title})
		}
		lang, ok := strings.CutPrefix(lines[at], "```")
		if !ok {
			continue
		}
		s := snippet{lang: lang, line: at + 1}
		for at++; lines[at] != "```"; at++ {
			s.text += lines[at] + "\n"
		}
		last := &all[len(all)-1]
		last.snippets = append(last.snippets, s)
	}
	return lines, all
}

// TestReadme runs every snippet of the README and of the cookbook as a reader would paste it: files are saved, commands are
// run by a shell, a server runs until the next one, and the block below a command is its output. Only the ports differ. What
// needs an engine or a platform is only parsed; .ci/container runs the image and the compose file. With -update the outputs
// are written anew.
func TestReadme(t *testing.T) {
	if testing.Short() {
		t.Skip("left out by -short: the snippets of the README and of the cookbook")
	}
	t.Parallel()
	requireTools(t, "bash", "curl", "grep", "sed")
	bin := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "build", "-o", bin, ".")
	out, err := build.CombinedOutput()
	require.NoError(t, err, string(out))
	for _, page := range pages {
		lines, all := chapters(t, page)
		seen := map[int]string{} // outputs by their line, for -update
		for _, c := range all {
			if len(c.snippets) == 0 {
				continue
			}
			t.Run(filepath.Base(page)+"/"+c.title, func(t *testing.T) {
				r := &reader{t: t, page: filepath.Base(page), bin: bin, dir: t.TempDir(), seen: seen}
				defer r.quit()
				for _, s := range c.snippets {
					r.read(s)
				}
			})
		}
		if *update {
			rewrite(t, page, lines, all, seen)
		}
	}
}

// requireTools skips a test that needs programs which are not installed, and names them. In the gate, which installs them,
// it fails the test instead.
func requireTools(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if _, err := exec.LookPath(name); err == nil {
			continue
		}
		if os.Getenv("ALL_TOOLS") != "" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("left out: it needs %s, which is not installed; .ci/run installs it and runs this test", name)
	}
}

// reader follows one chapter.
type reader struct {
	t        *testing.T
	page     string
	bin, dir string
	server   *exec.Cmd
	urls     map[string]string // of the running server, by the usual address
	output   *string           // of the last command, until it is compared
	seen     map[int]string
}

// read does what a snippet is for.
func (r *reader) read(s snippet) {
	r.t.Helper()
	switch s.lang {
	case "sh":
		r.shell(s)
	case "yaml":
		r.yaml(s)
	case "go":
		r.golang(s)
	case "python":
		requireTools(r.t, "python3")
		r.run(exec.Command("python3", r.save(s)))
	case "json", "text":
		require.NotNil(r.t, r.output, "line %d: an output without a command", s.line)
		if *update {
			r.seen[s.line] = *r.output
			return
		}
		require.Equal(r.t, timeless(s.text), timeless(*r.output), "%s line %d", r.page, s.line)
		r.output = nil
	default:
		r.t.Fatalf("%s line %d: no reader for %q", r.page, s.line, s.lang)
	}
}

// elsewhere matches a command that is not run here.
var elsewhere = regexp.MustCompile(`(?m)^(docker|git|go get|go install|go run|go test|\.ci/)`)

// shell runs a snippet, or starts it if it is a server.
func (r *reader) shell(s snippet) {
	r.t.Helper()
	text := strings.NewReplacer(
		"sleep 5", "sleep 0.5", // the servers' clocks go as much faster
	).Replace(s.text)
	for usual, url := range r.urls {
		text = strings.ReplaceAll(text, usual, url)
	}
	syntax, err := exec.CommandContext(r.t.Context(), "bash", "-n", "-c", text).CombinedOutput()
	require.NoError(r.t, err, string(syntax))
	switch {
	case elsewhere.MatchString(text):
	case strings.HasPrefix(text, "jobsim serve") && !strings.Contains(text, "&\n"):
		r.serve(text)
	default:
		r.run(exec.CommandContext(r.t.Context(), "bash", "-euo", "pipefail", "-c", text))
	}
}

func (r *reader) root() string {
	root, err := filepath.Abs("../..")
	require.NoError(r.t, err)
	return root
}

// environ returns the reader's environment.
func (r *reader) environ() []string {
	env := append(os.Environ(), "PATH="+r.bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	if url := r.urls["127.0.0.1:8080"]; url != "" {
		env = append(env, "JOBSIM_URL=http://"+url)
	}
	return env
}

// run runs a command and keeps what it prints.
func (r *reader) run(cmd *exec.Cmd) {
	r.t.Helper()
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = r.dir, r.environ(), &out, &errs
	require.NoError(r.t, cmd.Run(), "%s\n%s%s", cmd, &out, &errs)
	text := out.String()
	for usual, url := range r.urls {
		text = strings.ReplaceAll(text, url, usual)
	}
	r.output = &text
}

// serve starts a server in place of the running one and waits until it listens.
func (r *reader) serve(text string) {
	r.t.Helper()
	r.quit()
	r.server = exec.CommandContext(r.t.Context(), "bash", "-c", "exec "+text)
	r.server.Dir = r.dir
	r.server.Env = append(r.environ(), "JOBSIM_LISTEN=127.0.0.1:0", "JOBSIM_TLS_LISTEN=127.0.0.1:0", "JOBSIM_CLOCK=10x")
	log, err := r.server.StderrPipe()
	require.NoError(r.t, err)
	require.NoError(r.t, r.server.Start())
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if line := gjson.Parse(lines.Text()); line.Get("msg").String() == "serving" {
			urls := line.Get("urls").Array()
			r.urls = map[string]string{
				"127.0.0.1:8080": strings.TrimPrefix(urls[0].String(), "http://"),
				"127.0.0.1:8443": strings.TrimPrefix(urls[1].String(), "https://"),
			}
			go func() {
				for lines.Scan() { // so that the server never waits for a reader
				}
			}()
			return
		}
		r.t.Log(lines.Text())
	}
	r.t.Fatalf("it does not listen: %s", text)
}

// quit ends the running server, which must exit with code 0.
func (r *reader) quit() {
	if r.server != nil {
		require.NoError(r.t, r.server.Process.Signal(syscall.SIGTERM))
		require.NoError(r.t, r.server.Wait())
		r.server, r.urls = nil, nil
	}
}

// save saves a snippet under the name in its first line, as in "# mine.yaml" and "// main.go".
func (r *reader) save(s snippet) string {
	r.t.Helper()
	first, _, _ := strings.Cut(s.text, "\n")
	name := strings.TrimLeft(first, "#/ ")
	require.Regexp(r.t, `^[\w./-]+$`, name, "%s line %d names no file", r.page, s.line)
	text := s.text
	for usual, url := range r.urls {
		text = strings.ReplaceAll(text, usual, url)
	}
	file := filepath.Join(r.dir, name)
	require.NoError(r.t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(r.t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// platforms matches the files that are no scenarios.
var platforms = regexp.MustCompile(`^# (compose\.yaml|\.gitlab-ci\.yml|\.github/)`)

// yaml saves a file, which must be a valid scenario, or YAML if it is for another program.
func (r *reader) yaml(s snippet) {
	r.t.Helper()
	file := r.save(s)
	if platforms.MatchString(s.text) {
		var any map[string]any
		require.NoError(r.t, yaml.Unmarshal([]byte(s.text), &any), "%s line %d", r.page, s.line)
		require.NotEmpty(r.t, any)
		return
	}
	_, err := scenario.Read(filepath.Base(file), []byte(s.text), emulator.Vocabularies())
	require.NoError(r.t, err, "%s line %d", r.page, s.line)
}

// golang runs a program, or tests, in a module of its own that needs this one.
func (r *reader) golang(s snippet) {
	r.t.Helper()
	file := r.save(s)
	text, err := os.ReadFile("../../go.mod")
	require.NoError(r.t, err)
	mod := regexp.MustCompile(`(?m)^module .*$`).ReplaceAllString(string(text), "module mine") +
		"\nrequire github.com/jobsim/jobsim v0.0.0\nreplace github.com/jobsim/jobsim => " + r.root() + "\n"
	require.NoError(r.t, os.WriteFile(filepath.Join(r.dir, "go.mod"), []byte(mod), 0o600))
	sums, err := os.ReadFile("../../go.sum")
	require.NoError(r.t, err)
	require.NoError(r.t, os.WriteFile(filepath.Join(r.dir, "go.sum"), sums, 0o600))
	r.run(exec.CommandContext(r.t.Context(), "go", "vet", "-mod=mod", file))
	if strings.HasSuffix(file, "_test.go") {
		r.run(exec.CommandContext(r.t.Context(), "go", "test", "-mod=mod", file))
	} else {
		r.run(exec.CommandContext(r.t.Context(), "go", "run", "-mod=mod", file))
	}
}
