package emulator

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/scenarios"
)

// ErrNoScenario says that a name is neither a file, nor a directory, nor a shipped scenario.
var ErrNoScenario = errors.New("no such scenario")

// Default names the shipped scenarios that are loaded when nothing else is asked for.
func Default() []string { return []string{"documents", "demo"} }

// Find reads scenarios by name, in order: a file; a directory, meaning its *.yaml and *.yml files in the order of their
// names; "-" for standard input; or a shipped scenario, by its name in Shipped or, if it is the only one that ends so, by
// the last part of it. It answers ErrNoScenario, or what the file system said.
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
	src, err := ofLibrary(name)
	return []Source{src}, err
}

// ofLibrary finds a shipped scenario by its name or the last part of it.
func ofLibrary(name string) (Source, error) {
	all := Shipped()
	words := slices.Clone(all)
	var meant []string
	for _, one := range all {
		last := path.Base(one)
		words = append(words, last)
		if one == name || last == name {
			meant = append(meant, one)
		}
	}
	switch {
	case slices.Contains(meant, name):
		meant = []string{name}
	case len(meant) == 0:
		hint := cmp.Or(scenario.Meant(name, words), "see: jobsim scenarios")
		return Source{}, fmt.Errorf("%w: %q is no file or directory, and no shipped scenario (%s)", ErrNoScenario, name, hint)
	case len(meant) > 1:
		return Source{}, fmt.Errorf("%w: %q could be %s", ErrNoScenario, name, strings.Join(meant, " or "))
	}
	text, err := fs.ReadFile(scenarios.FS, meant[0]+".yaml")
	return Source{meant[0], text}, err
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
