package scenario

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator/scenario/internal/grammar"
)

// File is a file that a scenario includes.
type File struct {
	Path string // from the scenario's folder on, with slashes
	Text []byte
	Err  string // why it cannot be read; empty if it can
}

// maxFiles is the maximum number of files that a scenario includes, directly or not.
const maxFiles = 100

// Gather reads the files that a scenario includes, and those that they include, each once. The folder is the one that
// contains the scenario's file under the given name. Their faults are reported by Read.
func Gather(folder fs.FS, name string, src []byte) []File {
	var found []File
	met := []string{name}
	type text struct {
		path string
		src  []byte
	}
	for queue := []text{{name, src}}; len(queue) > 0; queue = queue[1:] {
		from := queue[0]
		for _, include := range includesOf(from.src) {
			p, wrong := resolve(from.path, include)
			if wrong != "" || slices.Contains(met, p) {
				continue
			}
			met = append(met, p)
			f := File{Path: p}
			if len(found) < maxFiles {
				f.Text, f.Err = load(folder, p)
			} else {
				f.Err = fmt.Sprintf("the scenario includes more than %d files", maxFiles)
			}
			found = append(found, f)
			queue = append(queue, text{p, f.Text})
		}
	}
	return found
}

// includesOf returns the paths that a text includes, as they are written. If the text has faults, it returns those that it can
// find.
func includesOf(src []byte) []string {
	if !strings.Contains(string(src), "include") {
		return nil
	}
	r := newReader("", src, nil)
	root := r.parse()
	if root == nil || root.Kind != yaml.MappingNode || !r.unfold(root) {
		return nil
	}
	var all []string
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != grammar.Include.Name {
			continue
		}
		for _, n := range root.Content[i+1].Content {
			if n.Kind == yaml.ScalarNode {
				all = append(all, n.Value)
			}
		}
	}
	return all
}

// load reads a file of a folder. It returns the reason if it cannot.
func load(folder fs.FS, p string) (text []byte, problem string) {
	info, err := fs.Stat(folder, p)
	switch {
	case err == nil && info.IsDir():
		return nil, "it is a directory"
	case err == nil && !info.Mode().IsRegular():
		return nil, "it is not a regular file"
	case err != nil:
		return nil, unreadable(err)
	}
	f, err := folder.Open(p)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close()
	text, err = io.ReadAll(io.LimitReader(f, MaxSize+1)) // one that is larger is refused when it is read
	if err != nil {
		return nil, unreadable(err)
	}
	return text, ""
}

// unreadable returns the error of a file system in plain words.
func unreadable(err error) string {
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		err = broken.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "it may not be read"
	case strings.Contains(err.Error(), "escapes"): // of os.Root, which has no error of its own for it
		return "it leads out of the folder of the scenario"
	default:
		return err.Error()
	}
}
