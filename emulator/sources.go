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

// DefaultScenarios names the shipped scenarios that are loaded when nothing else is asked for.
func DefaultScenarios() []string { return []string{"documents", "demo"} }

// FindScenarios reads scenarios by name, in order: a file; a directory, meaning its *.yaml and *.yml files in the order of their
// names; "-" for standard input; or a shipped scenario, by its name in Shipped or, if it is the only one that ends so, by
// the last part of it. It answers ErrNoScenario, or what the file system said.
func FindScenarios(stdin io.Reader, names ...string) ([]Source, error) {
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
		text, err := bounded(stdin)
		return []Source{{Name: "<stdin>", Text: text}}, err
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return directory(name)
	case err == nil:
		src, err := ofFile(name)
		return []Source{src}, err
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	src, err := ofLibrary(name)
	return []Source{src}, err
}

// ofLibrary finds a shipped scenario by its name or the last part of it.
func ofLibrary(name string) (Source, error) {
	meant := inLibrary(name)
	switch len(meant) {
	case 0:
		hint := cmp.Or(scenario.DidYouMean(name, libraryWords()), "see: jobsim scenarios")
		return Source{}, fmt.Errorf("%w: %q is no file or directory, and no shipped scenario (%s)", ErrNoScenario, name, hint)
	case 1:
		text, _ := shipped(meant[0])
		folder, err := fs.Sub(scenarios.FS, path.Dir(meant[0]))
		if err != nil {
			return Source{}, err
		}
		return Source{meant[0], text, scenario.Gather(folder, path.Base(meant[0])+".yaml", text)}, nil
	default:
		return Source{}, fmt.Errorf("%w: %q could be %s", ErrNoScenario, name, strings.Join(meant, " or "))
	}
}

// inLibrary are the shipped scenarios that a name may mean: the one of this name, or those of which it is the last part.
func inLibrary(name string) []string {
	var meant []string
	for _, one := range ShippedScenarios() {
		switch name {
		case one:
			return []string{one}
		case path.Base(one):
			meant = append(meant, one)
		}
	}
	return meant
}

// libraryWords are all names by which shipped scenarios can be found.
func libraryWords() []string {
	words := ShippedScenarios()
	for _, one := range ShippedScenarios() {
		words = append(words, path.Base(one))
	}
	return words
}

// ofFile reads a file and those that it includes. It can include what lies in its own folder and below, and nothing that a
// link leads out of there.
func ofFile(name string) (Source, error) {
	f, err := os.Open(name)
	if err != nil {
		return Source{}, err
	}
	defer f.Close()
	text, err := bounded(f)
	if err != nil {
		return Source{}, err
	}
	folder, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return Source{}, err
	}
	defer folder.Close()
	return Source{name, text, scenario.Gather(folder.FS(), filepath.Base(name), text)}, nil
}

// bounded reads a file up to what one can be that is served: a scenario, or a snapshot, which is larger.
func bounded(r io.Reader) ([]byte, error) {
	const most = 64 << 20
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	if len(text) > most {
		return nil, fmt.Errorf("%w: the file is larger than 64 MiB", ErrNoScenario)
	}
	return text, err
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
		src, err := ofFile(name)
		if err != nil {
			return nil, err
		}
		found = append(found, src)
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%w: the directory %q holds no *.yaml file", ErrNoScenario, dir)
	}
	return found, nil
}

// ShippedScenarios lists the names of the shipped scenarios, sorted.
func ShippedScenarios() []string {
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
