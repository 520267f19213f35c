package schema_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
	"github.com/jobsim/jobsim/emulator/scenario/schema"
)

// compile returns the schema over the test's words, checked against the draft's own.
func compile(t testing.TB) *jsonschema.Schema {
	t.Helper()
	text, err := schema.Generate(samples.Words())
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("scenario.schema.json", doc))
	compiled, err := c.Compile("scenario.schema.json")
	require.NoError(t, err)
	return compiled
}

// Every good file is good to the schema.
func TestSchemaTakesGoodFiles(t *testing.T) {
	t.Parallel()
	compiled := compile(t)
	samples.Files(t, filepath.Join("..", "testdata", "good"), func(t *testing.T, _ string, src []byte) {
		v, err := asEditorsSee(src)
		require.NoError(t, err)
		require.NoError(t, compiled.Validate(v))
	})
}

// Every broken file is refused by the schema too, and so is each of its jobs and rules that is broken alone, but for those
// whose fault a schema cannot see.
func TestSchemaRefusesBrokenFiles(t *testing.T) {
	t.Parallel()
	compiled := compile(t)
	samples.Files(t, filepath.Join("..", "testdata", "bad"), func(t *testing.T, path string, src []byte) {
		name := filepath.Base(path)
		refused(t, compiled, name, src)
		if beyondSchema[name] != "" {
			return
		}
		for i, part := range parts(t, src) {
			if _, err := scenario.Read(name, part, samples.Words()); err != nil {
				refused(t, compiled, fmt.Sprint(name, "/", i+1), part)
			}
		}
	})
}

// refused wants the schema to refuse a text, unless its fault is known to be out of its sight.
func refused(t *testing.T, compiled *jsonschema.Schema, name string, src []byte) {
	t.Helper()
	v, err := asEditorsSee(src)
	if err == nil {
		err = compiled.Validate(v)
	}
	if why, beyond := beyondSchema[name]; beyond {
		require.NoError(t, err, "%s: the schema sees this fault: strike it from beyondSchema (%s)", name, why)
		return
	}
	require.Error(t, err, "%s: the schema takes what is broken: teach it, or say in beyondSchema why it cannot know\n%s", name, src)
}

// parts are files with one item each of a file's jobs and rules.
func parts(t *testing.T, src []byte) [][]byte {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil
	}
	var all [][]byte
	for i := 0; i+1 < len(doc.Content[0].Content); i += 2 {
		key, list := doc.Content[0].Content[i], doc.Content[0].Content[i+1]
		for _, item := range list.Content {
			one := &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{item}}
			part, err := yaml.Marshal(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{key, one}})
			if list.Kind == yaml.SequenceNode && err == nil { // an alias has lost its anchor
				all = append(all, part)
			}
		}
	}
	return all
}

// What is listed as beyond the schema is there.
func TestBeyondSchemaNamesFiles(t *testing.T) {
	t.Parallel()
	for name := range beyondSchema {
		file, _, _ := strings.Cut(name, "/")
		require.FileExists(t, filepath.Join("..", "testdata", "bad", file))
	}
}

// Whatever script the reader takes, the schema takes.
func TestSchemaTakesScripts(t *testing.T) {
	t.Parallel()
	compiled := compile(t)
	rapid.Check(t, func(t *rapid.T) {
		nodes := append(samples.DrawNodes(t, 2), job.Node{Step: samples.DrawStep(t, true)})
		text := "jobs:\n  - {api: drs, id: a, timeline: " + samples.WriteNodes(nodes) + "}\n"
		v, err := asEditorsSee([]byte(text))
		require.NoError(t, err, text)
		require.NoError(t, compiled.Validate(v), text)
	})
}

// FuzzSchema holds the schema to take whatever the reader takes.
func FuzzSchema(f *testing.F) {
	for _, folder := range []string{"good", "bad"} {
		paths, err := filepath.Glob(filepath.Join("..", "testdata", folder, "*.yaml"))
		require.NoError(f, err)
		for _, path := range paths {
			src, err := os.ReadFile(path)
			require.NoError(f, err)
			f.Add(src)
		}
	}
	compiled := compile(f)
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := scenario.Read("fuzz.yaml", src, samples.Words()); err != nil {
			return
		}
		v, err := asEditorsSee(src)
		require.NoError(t, err)
		require.NoError(t, compiled.Validate(v), "%s", src)
	})
}

// Every field of the language has something to show to who points at it, and the schema comes out the same each time.
func TestSchemaExplainsEveryField(t *testing.T) {
	t.Parallel()
	text, err := schema.Generate(samples.Words())
	require.NoError(t, err)
	again, err := schema.Generate(samples.Words())
	require.NoError(t, err)
	require.Equal(t, string(text), string(again))
	var root any
	require.NoError(t, json.Unmarshal(text, &root))
	explained(t, root, "")
}

// explained goes through all schemas. What is under if, then and allOf narrows a field that is explained elsewhere.
func explained(t *testing.T, at any, path string) {
	t.Helper()
	if list, ok := at.([]any); ok {
		for i, v := range list {
			explained(t, v, fmt.Sprint(path, "/", i))
		}
		return
	}
	m, _ := at.(map[string]any)
	properties, _ := m["properties"].(map[string]any)
	for name, p := range properties {
		p, ok := p.(map[string]any)
		require.True(t, ok, path)
		require.NotEmpty(t, p["title"], "%s/%s", path, name)
		require.NotEmpty(t, p["description"], "%s/%s", path, name)
	}
	for name, v := range m {
		if name != "if" && name != "then" && name != "allOf" {
			explained(t, v, path+"/"+name)
		}
	}
}
