package explore

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// Save writes the shortest world of each group of failures into a directory, which is made if there is none, as a scenario file. It
// returns the names of the files, also beside an error.
func (r Report) Save(dir string) (files []string, err error) {
	if len(r.Groups) == 0 {
		return nil, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	for _, g := range r.Groups {
		file := filepath.Join(dir, fileName(g.World))
		if e := os.WriteFile(file, g.Shortest.File(g.Failure), 0o644); e != nil {
			err = errors.Join(err, e)
			continue
		}
		files = append(files, file)
	}
	return files, err
}

// fileName returns the name of the file of a world: one that no file system and no shell takes for something else.
func fileName(world string) string {
	return strings.NewReplacer(":", "-", "=", "-", "@", "-", ",", "+", "~", "-").Replace(world) + ".yaml"
}
