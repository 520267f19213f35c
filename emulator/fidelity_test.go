package emulator

import (
	"go/ast"
	"go/types"
	"path"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/catalog"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/fixtures"
)

// settingsRead are the settings that the code reads: by Setting("…"), or in the map of the world itself.
func (s *source) settingsRead(t *testing.T, apis []string) map[string]bool {
	t.Helper()
	read := map[string]bool{}
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			if fn, ok := n.(*ast.FuncDecl); ok && fn.Name.Name == "Setting" {
				return false // hands its parameter on
			}
			if arg := settingAsked(n); arg != nil {
				names := s.namesOf(arg, apis)
				require.NotEmpty(t, names, "%s: which setting is this?", s.fset.Position(arg.Pos()))
				for _, name := range names {
					read[name] = true
				}
			}
			return true
		})
	}
	return read
}

// settingAsked is the name in c.Setting(name) or w.settings[name]; nil for any other node.
func settingAsked(n ast.Node) ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Setting" && len(n.Args) == 1 {
			return n.Args[0]
		}
	case *ast.IndexExpr:
		if f, ok := n.X.(*ast.SelectorExpr); ok && f.Sel.Name == "settings" {
			return n.Index
		}
	}
	return nil
}

// namesOf are the settings that an expression can name: a constant; api + ".retention" for every API; or whatever
// constants a struct's field is given.
func (s *source) namesOf(e ast.Expr, apis []string) []string {
	if name, ok := s.text(e); ok {
		return []string{name}
	}
	var names []string
	switch e := e.(type) {
	case *ast.BinaryExpr:
		ending, ok := s.text(e.Y)
		for _, api := range apis {
			if ok {
				names = append(names, api+ending)
			}
		}
	case *ast.SelectorExpr:
		for _, f := range s.files {
			ast.Inspect(f, func(n ast.Node) bool {
				if pair, ok := n.(*ast.KeyValueExpr); ok && s.sameField(pair.Key, e.Sel) {
					if name, ok := s.text(pair.Value); ok {
						names = append(names, name)
					}
				}
				return true
			})
		}
	}
	return names
}

// sameField tells whether a key of a literal is the field of a selector.
func (s *source) sameField(key ast.Expr, field *ast.Ident) bool {
	id, ok := key.(*ast.Ident)
	if !ok {
		return false
	}
	a, ok1 := s.info.Uses[id].(*types.Var)
	b, ok2 := s.info.Uses[field].(*types.Var)
	return ok1 && ok2 && a.Origin() == b.Origin()
}

// TestNoSettingIsOutsideTheLedger holds the ledger's settings against those that the code reads: none is unknown to it, and
// none of its own is dead.
func TestNoSettingIsOutsideTheLedger(t *testing.T) {
	t.Parallel()
	var apis []string
	known := map[string]bool{}
	for _, v := range Vocabularies() {
		apis = append(apis, v.API)
	}
	for _, c := range catalog.Fidelity() {
		for _, p := range c.Points {
			if p.Kind == catalog.Setting {
				require.False(t, known[p.Name], "%s stands twice", p.Name)
				known[p.Name] = true
			}
		}
	}
	read := readSource(t).settingsRead(t, apis)
	for name := range known {
		require.True(t, read[name], "no code reads the setting %s", name)
	}
	for name := range read {
		ofAll := strings.HasSuffix(name, ".retention") // read for every API, whether it has one or not
		require.True(t, known[name] || ofAll, "the setting %s is in no vocabulary", name)
	}
}

// TestNoChoiceIsOutsideTheLedger compares the declared choices with the comments: each file with a comment about something inferred
// has a row in its package's choices.go, and each row has a file.
func TestNoChoiceIsOutsideTheLedger(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, c := range catalog.Fidelity() {
		for _, p := range c.Points {
			if p.Kind == catalog.Choice {
				file := "internal/api/" + strings.Replace(c.API, catalog.Shared, "otc", 1) + "/" + p.Name
				listed[file] = true
				require.FileExists(t, file)
			}
		}
	}
	for p, f := range readSource(t).files {
		switch path.Base(p) {
		case "errors.go", "settings.go", "choices.go": // each row has its grade
			continue
		case "doc.go": // sums up what other files say
			if path.Base(path.Dir(p)) == "otc" {
				continue
			}
		}
		for _, c := range f.Comments {
			if strings.HasPrefix(p, "internal/") && strings.Contains(strings.ToLower(c.Text()), "inferred") {
				require.True(t, listed[p], "%s speaks of something inferred: add it to choices.go", p)
			}
		}
	}
}

// TestLedgerIsWhole wants every inferred error in it, and something to read about every point.
func TestLedgerIsWhole(t *testing.T) {
	t.Parallel()
	rows := map[string]int{}
	for _, v := range Vocabularies() {
		for _, row := range v.Errors {
			if row.Grade == job.Inferred {
				rows[v.API]++
			}
		}
	}
	chapters := catalog.Fidelity()
	require.Len(t, chapters, len(Vocabularies())+1)
	for _, c := range chapters {
		require.NotEmpty(t, c.Title)
		errors := 0
		for _, p := range c.Points {
			require.NotEmpty(t, p.Name)
			require.NotEmpty(t, p.What, p.Name)
			require.NotEmpty(t, p.Source, p.Name)
			if p.Kind == catalog.InferredError {
				errors++
			}
		}
		require.Equal(t, rows[c.API], errors)
	}
}

// TestStatementsAreInTheLedger compares the ledger with the table of statements: every row that does not hold is a point of its API,
// and the setting that it depends on exists.
func TestStatementsAreInTheLedger(t *testing.T) {
	t.Parallel()
	points, settings := map[string][]string{}, map[string]bool{}
	for _, c := range catalog.Fidelity() {
		for _, p := range c.Points {
			if p.Kind == catalog.Statement {
				points[c.API] = append(points[c.API], p.Name+": "+p.What)
			}
			settings[p.Name] = p.Kind == catalog.Setting
		}
	}
	pages, err := fixtures.Statements()
	require.NoError(t, err)
	rows := map[string][]string{}
	for _, page := range pages {
		for _, s := range page.Statements {
			if s.Differs == nil {
				continue
			}
			rows[page.API] = append(rows[page.API], page.Name+": "+s.Says)
			if name := s.Differs.Setting; name != "" {
				require.True(t, settings[name], "%s: unknown setting %s", page.Name, name)
			}
		}
	}
	require.Equal(t, rows, points)
}
