package emulator

import (
	"errors"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// source is this module's own packages, type-checked as far as they can be without any other: enough to know the value
// of every constant.
type source struct {
	fset     *token.FileSet
	packages map[string]*types.Package
	files    map[string]*ast.File // by path below this folder
	info     types.Info
}

const ours = "github.com/jobsim/jobsim/emulator"

// readSource returns all packages below this folder, tests left out. They are read once for all tests, which only look at them.
func readSource(t *testing.T) *source {
	t.Helper()
	s, err := sourceOnce()
	require.NoError(t, err)
	return s
}

var sourceOnce = sync.OnceValues(func() (*source, error) {
	s := &source{
		fset: token.NewFileSet(), packages: map[string]*types.Package{}, files: map[string]*ast.File{},
		info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}},
	}
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(s.fset, p, nil, parser.ParseComments|parser.SkipObjectResolution)
		s.files[filepath.ToSlash(p)] = f
		return err
	})
	for p := range s.files {
		if _, wrong := s.Import(path.Join(ours, path.Dir(p))); wrong != nil {
			err = errors.Join(err, wrong)
		}
	}
	return s, err
})

// Import checks one of our packages; of any other nothing is known, and what is missing for that is no fault.
func (s *source) Import(name string) (*types.Package, error) {
	if p := s.packages[name]; p != nil {
		return p, nil
	}
	dir, own := strings.CutPrefix(name+"/", ours+"/")
	if !own {
		p := types.NewPackage(name, path.Base(name))
		p.MarkComplete()
		return p, nil
	}
	var files []*ast.File
	for _, p := range slices.Sorted(maps.Keys(s.files)) {
		if path.Join(path.Dir(p)) == path.Join(dir, ".") {
			files = append(files, s.files[p])
		}
	}
	config := types.Config{Importer: s, Error: func(error) {}}
	p, _ := config.Check(name, s.fset, files, &s.info) // its error is about what other packages lack
	s.packages[name] = p
	return p, nil
}

// text is the value of a constant expression.
func (s *source) text(e ast.Expr) (string, bool) {
	v := s.info.Types[e].Value
	if v == nil || v.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(v), true
}
