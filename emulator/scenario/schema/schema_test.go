package schema_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/internal/recording"
	"github.com/jobsim/jobsim/emulator/job"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/internal/samples"
	"github.com/jobsim/jobsim/emulator/scenario/schema"
)

// judged is a value that testharness/checks holds to the schema over the tests' words.
type judged struct {
	Name     string
	Instance any
	Valid    bool   // what the schema must find
	Message  string // what is wrong if it does not
}

// judge records a value for the schema's judgement.
func judge(t recording.T, name string, instance any, valid bool, message string) {
	recording.Record(t, "schema-instances", judged{name, instance, valid, message})
}

// TestSchemaIsRecorded records the schema itself.
func TestSchemaIsRecorded(t *testing.T) {
	t.Parallel()
	text, err := schema.Generate(samples.Words())
	require.NoError(t, err)
	require.True(t, json.Valid(text))
	recording.Record(t, "schema", json.RawMessage(text))
}

// Every good file is good to the schema.
func TestSchemaTakesGoodFiles(t *testing.T) {
	t.Parallel()
	samples.Files(t, filepath.Join("..", "testdata", "good"), func(t *testing.T, path string, src []byte) {
		v, err := asEditorsSee(src)
		require.NoError(t, err)
		judge(t, path, v, true, "the schema refuses a good file")
	})
}

// Every broken file is refused by the schema too, and so is each of its jobs and rules that is broken alone, but for those
// whose fault a schema cannot see.
func TestSchemaRefusesBrokenFiles(t *testing.T) {
	t.Parallel()
	samples.Files(t, filepath.Join("..", "testdata", "bad"), func(t *testing.T, path string, src []byte) {
		name := filepath.Base(path)
		refused(t, name, src)
		if beyondSchema[name] != "" {
			return
		}
		for i, part := range parts(t, src) {
			if _, err := scenario.Read(name, part, samples.Words()); err != nil {
				refused(t, fmt.Sprint(name, "/", i+1), part)
			}
		}
	})
}

// refused wants the schema to refuse a text, unless its fault is known to be out of its sight.
func refused(t *testing.T, name string, src []byte) {
	t.Helper()
	v, err := asEditorsSee(src)
	why, beyond := beyondSchema[name]
	switch {
	case err != nil && beyond:
		require.NoError(t, err, "%s: every editor sees this fault: strike it from beyondSchema (%s)", name, why)
	case err != nil: // no editor takes it
	case beyond:
		judge(t, name, v, true, "the schema sees this fault: strike it from beyondSchema ("+why+")")
	default:
		judge(t, name, v, false, "the schema takes what is broken: teach it, or say in beyondSchema why it cannot know\n"+string(src))
	}
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
	rapid.Check(t, func(t *rapid.T) {
		nodes := append(samples.DrawNodes(t, 2), job.Node{Step: samples.DrawStep(t, true)})
		text := "jobs:\n  - {api: drs, id: a, timeline: " + samples.WriteNodes(nodes) + "}\n"
		v, err := asEditorsSee([]byte(text))
		require.NoError(t, err, text)
		judge(t, "drawn script", v, true, "the schema refuses what the reader takes\n"+text)
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
