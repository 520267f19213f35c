package coverage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// JSON returns the coverage as the content of a file.
func (c Coverage) JSON() []byte {
	text, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		panic(err) // it has no type that JSON cannot have
	}
	return append(text, '\n')
}

// Parse reads the content of a file.
func Parse(text []byte) (Coverage, error) {
	var c Coverage
	if err := json.Unmarshal(text, &c); err != nil {
		return c, errors.New("it is no coverage of jobsim: it is no JSON of that form")
	}
	if len(c.Items) == 0 {
		return c, errors.New("it is no coverage of jobsim: it has no items")
	}
	for i := range c.Items {
		if one := &c.Items[i]; !slices.Contains(sections, one.Section) || one.Name == "" {
			return c, fmt.Errorf("it is no coverage of jobsim: item %d has the section %q and the name %q", i+1, one.Section, one.Name)
		}
	}
	return c, nil
}

// ReadFiles reads files, and all files *.json of directories, and merges them. Its error begins with the name of the file that cannot be
// read.
func ReadFiles(names ...string) (Coverage, error) {
	var all []Coverage
	for _, name := range names {
		files := []string{name}
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			if files, err = filepath.Glob(filepath.Join(name, "*.json")); err != nil || len(files) == 0 {
				return Coverage{}, fmt.Errorf("%s has no coverage: there is no file *.json in it", name)
			}
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if broken, ok := errors.AsType[*fs.PathError](err); ok {
				return Coverage{}, fmt.Errorf("%s cannot be read: %w", file, broken.Err)
			}
			c, err := Parse(text)
			if err != nil {
				return Coverage{}, fmt.Errorf("%s: %w", file, err)
			}
			all = append(all, c)
		}
	}
	return Merge(all...), nil
}

// WriteFile merges the coverage into a file, which is made if there is none. In a directory it makes a file of its own, so that many
// processes can write at a time.
func (c Coverage) WriteFile(name string) error {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		f, err := os.CreateTemp(name, "jobsim-*.json")
		if err != nil {
			return err
		}
		_, err = f.Write(c.JSON())
		return errors.Join(err, f.Close())
	}
	switch before, err := ReadFiles(name); {
	case err == nil:
		c = Merge(before, c)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return replace(name, c.JSON())
}

// replace writes a file atomically: a process that reads it meanwhile never reads a part.
func replace(name string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // does nothing once it is renamed
	_, err = f.Write(text)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
