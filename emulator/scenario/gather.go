package scenario

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// File is a file that a scenario includes.
type File struct {
	Path string // from the scenario's folder on, with slashes
	Text []byte
	Err  string // why it cannot be read; empty if it can
}

// maxFiles is how many files a scenario may include, those that they include among them.
const maxFiles = 100

// Gather reads the files that a scenario includes, and those that they include, each once. The folder is the one that the
// scenario's file stands in, under the given name. What is wrong with them is told when the scenario is read.
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

// includesOf are the paths that a text includes, as they are written. A faulty text includes what can be made out.
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
		if root.Content[i].Value != includeField.name {
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

// load reads a file of a folder, or answers why it cannot be read.
func load(folder fs.FS, p string) (text []byte, problem string) {
	info, err := fs.Stat(folder, p)
	switch {
	case err == nil && info.IsDir():
		return nil, "it is a directory"
	case err == nil && !info.Mode().IsRegular():
		return nil, "it is no file of text"
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

// unreadable says what a file system said in plain words.
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
