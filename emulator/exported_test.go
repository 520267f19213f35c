package emulator

import (
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// reexported are the internal types that a public package names as its own: errors, which a caller gets as an error and looks into
// by errors.AsType, and the server with its limits. Each has its doc comment where it is named.
var reexported = []string{
	"emulator.Limits", "emulator.Server", "emulator.Metrics", "emulator.Store", "emulator.StoreLog", "emulator.Completion", "emulator.SessionMetrics", "emulator.StoreMetrics",
	"emulator.OptionError", "emulator.JobsOnlyError", "emulator.SnapshotError", "emulator.GoValueError",
	"emulator.TooManySessionsError", "emulator.SessionIDError", "emulator.SessionExistsError", "emulator.SessionListenError", "emulator.StoreError", "emulator.NotStorableError",
}

// TestExportedTypesArePublic checks that no exported function or method of a public package takes or returns an internal type,
// and that no exported field is one: a user could not name it.
func TestExportedTypesArePublic(t *testing.T) {
	t.Parallel()
	s := readSource(t)
	named := map[string]bool{}
	for _, name := range reexported {
		pkg := s.packages[path.Join(ours, strings.TrimPrefix(path.Dir("emulator/"+strings.ReplaceAll(name, ".", "/")), "emulator/emulator"))]
		obj := pkg.Scope().Lookup(name[strings.LastIndexByte(name, '.')+1:])
		require.NotNil(t, obj, "%s is not there any more: remove it from the list", name)
		named[types.TypeString(types.Unalias(obj.Type()), nil)] = true
	}
	for name, pkg := range s.packages {
		if strings.Contains(name+"/", "/internal/") || !strings.HasPrefix(name, ours) {
			continue
		}
		for _, id := range pkg.Scope().Names() {
			if obj := pkg.Scope().Lookup(id); obj.Exported() {
				for _, used := range exposed(obj) {
					require.True(t, named[used], "%s.%s exposes the internal type %s", name, id, used)
				}
			}
		}
	}
}

// exposed returns the internal types that an exported object shows: in its signature, its exported methods and its exported fields.
func exposed(obj types.Object) []string {
	var found []string
	add := func(t types.Type) {
		for _, one := range internalIn(t, 0) {
			if !slices.Contains(found, one) {
				found = append(found, one)
			}
		}
	}
	name, ok := obj.(*types.TypeName)
	if !ok {
		add(obj.Type())
		return found
	}
	if n, ok := name.Type().(*types.Named); ok {
		for m := range n.Methods() {
			if m.Exported() {
				add(m.Type())
			}
		}
	}
	switch u := name.Type().Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			if f.Exported() {
				add(f.Type())
			}
		}
	case *types.Interface:
		for m := range u.Methods() {
			add(m.Type())
		}
	default:
		add(u)
	}
	return found
}

// internalIn returns the names of the internal types that a type is made of.
func internalIn(t types.Type, depth int) []string {
	if depth > 8 {
		return nil
	}
	var found []string
	add := func(t types.Type) { found = append(found, internalIn(t, depth+1)...) }
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if pkg := t.Obj().Pkg(); pkg != nil && strings.Contains(pkg.Path()+"/", "/internal/") && strings.HasPrefix(pkg.Path(), ours) {
			found = append(found, types.TypeString(t, nil))
		}
		for arg := range t.TypeArgs().Types() {
			add(arg)
		}
	case *types.Pointer:
		add(t.Elem())
	case *types.Slice:
		add(t.Elem())
	case *types.Array:
		add(t.Elem())
	case *types.Chan:
		add(t.Elem())
	case *types.Map:
		add(t.Key())
		add(t.Elem())
	case *types.Signature:
		for v := range t.Params().Variables() {
			add(v.Type())
		}
		for v := range t.Results().Variables() {
			add(v.Type())
		}
	}
	return found
}

// TestSessionHasFewMethods keeps Session from growing: what belongs to the clock, the journal and the jobs is reached through them.
func TestSessionHasFewMethods(t *testing.T) {
	t.Parallel()
	session := readSource(t).packages[ours].Scope().Lookup("Session").Type().(*types.Named)
	exported := 0
	for m := range session.Methods() {
		if m.Exported() {
			exported++
		}
	}
	require.LessOrEqual(t, exported, 25)
	require.Greater(t, exported, 10)
}
