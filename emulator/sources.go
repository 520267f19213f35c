package emulator

import (
	"errors"
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

// DefaultScenarios returns the names of the shipped scenarios that are loaded if Options.Scenarios is nil.
func DefaultScenarios() []string { return []string{"documents", "demo"} }

// FindScenarios reads scenarios by name, in order: a file; a directory, meaning its *.yaml and *.yml files in the order of their
// names; "-" for standard input; or a shipped scenario, by its name in ShippedScenarios or, if it is the only one that ends so,
// by the last part of it. Its error is a *scenario.NotFoundError, or that of the file system.
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

// ofLibrary returns a shipped scenario by its name or the last part of it.
func ofLibrary(name string) (Source, error) {
	meant := inLibrary(name)
	switch len(meant) {
	case 0:
		return Source{}, &scenario.NotFoundError{Name: name, Suggestion: scenario.DidYouMean(name, libraryWords())}
	case 1:
		text, _ := shipped(meant[0])
		folder, err := fs.Sub(scenarios.FS, path.Dir(meant[0]))
		if err != nil {
			return Source{}, err
		}
		return Source{Name: meant[0], Text: text, Included: scenario.Gather(folder, path.Base(meant[0])+".yaml", text)}, nil
	default:
		return Source{}, &scenario.NotFoundError{Name: name, Matches: meant}
	}
}

// inLibrary returns the shipped scenarios that a name may mean: the one of this name, or those of which it is the last part.
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

// libraryWords returns all names by which shipped scenarios can be found.
func libraryWords() []string {
	words := ShippedScenarios()
	for _, one := range ShippedScenarios() {
		words = append(words, path.Base(one))
	}
	return words
}

// ofFile reads a file and those that it includes. It can include files of its own folder and below, but none to which a link
// leads out of there.
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
	return Source{Name: name, Text: text, Included: scenario.Gather(folder.FS(), filepath.Base(name), text)}, nil
}

// bounded reads a file up to the size of the largest that can be served: a snapshot is larger than a scenario.
func bounded(r io.Reader) ([]byte, error) {
	const most = 64 << 20
	text, err := io.ReadAll(io.LimitReader(r, most+1))
	if len(text) > most {
		return nil, errTooLarge
	}
	return text, err
}

// errTooLarge is returned for a file that is larger than any scenario or snapshot.
var errTooLarge = errors.New("the file is larger than 64 MiB")

// errNotRegular is returned for an entry of a directory that has the name of a scenario and is not a regular file.
var errNotRegular = errors.New("it is no file of text")

// directory reads the scenarios of a directory and its subdirectories, in the order of their paths.
func directory(dir string) ([]Source, error) {
	found := []Source{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		hidden := name != dir && strings.HasPrefix(d.Name(), ".")
		switch ext := path.Ext(name); {
		case err != nil:
			return err
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden || (ext != ".yaml" && ext != ".yml"):
			return nil
		}
		if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() { // reading a FIFO or a device may block for ever
			return &fs.PathError{Op: "read", Path: name, Err: errNotRegular}
		}
		src, err := ofFile(name)
		if err == nil {
			found = append(found, src)
		}
		return err
	})
	found = withoutIncluded(found)
	if err == nil && len(found) == 0 {
		err = &scenario.NotFoundError{Name: dir, Directory: true}
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// withoutIncluded returns the files that no other one of them includes.
func withoutIncluded(found []Source) []Source {
	included := map[string]bool{}
	for _, src := range found {
		for _, f := range src.Included {
			included[filepath.Join(filepath.Dir(src.Name), filepath.FromSlash(f.Path))] = true
		}
	}
	return slices.DeleteFunc(found, func(src Source) bool { return included[src.Name] })
}

// ShippedScenarios returns the names of the shipped scenarios, sorted.
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
