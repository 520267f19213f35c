package emulator

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/scenarios"
)

// ErrNoScenario says that a name is neither a file, nor a directory, nor a shipped scenario.
var ErrNoScenario = errors.New("no such scenario")

// Default names the shipped scenarios that are loaded when nothing else is asked for.
func Default() []string { return []string{"documents", "demo"} }

// Find reads scenarios by name, in order: a file; a directory, meaning its *.yaml and *.yml files in the order of their
// names; "-" for standard input; or a shipped scenario, as in Shipped. It answers ErrNoScenario, or what the file system
// said.
func Find(stdin io.Reader, names ...string) ([]Source, error) {
	found := []Source{}
	for _, name := range names {
		some, err := find(stdin, name)
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	return found, nil
}

func find(stdin io.Reader, name string) ([]Source, error) {
	if name == "-" {
		text, err := io.ReadAll(stdin)
		return []Source{{"<stdin>", text}}, err
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return directory(name)
	case err == nil:
		text, err := os.ReadFile(name)
		return []Source{{name, text}}, err
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	text, err := fs.ReadFile(scenarios.FS, name+".yaml")
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no file or directory, and no shipped scenario (see: jobsim scenarios)", ErrNoScenario, name)
	}
	return []Source{{name, text}}, nil
}

func directory(dir string) ([]Source, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	found := []Source{}
	for _, e := range entries {
		ext := path.Ext(e.Name())
		if e.IsDir() || strings.HasPrefix(e.Name(), ".") || (ext != ".yaml" && ext != ".yml") {
			continue
		}
		name := filepath.Join(dir, e.Name())
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		found = append(found, Source{name, text})
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%w: the directory %q holds no *.yaml file", ErrNoScenario, dir)
	}
	return found, nil
}

// Shipped lists the names of the shipped scenarios, sorted.
func Shipped() []string {
	var names []string
	_ = fs.WalkDir(scenarios.FS, ".", func(p string, d fs.DirEntry, err error) error { // an embedded tree cannot fail
		if err == nil && path.Ext(p) == ".yaml" {
			names = append(names, strings.TrimSuffix(p, ".yaml"))
		}
		return err
	})
	slices.Sort(names)
	return names
}
