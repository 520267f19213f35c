package checks

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator"
	"github.com/jobsim/jobsim/emulator/scenario"
	"github.com/jobsim/jobsim/emulator/scenario/schema"
)

// compile returns a schema, checked against the draft's own.
func compile(t testing.TB, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("scenario.schema.json", doc))
	compiled, err := c.Compile("scenario.schema.json")
	require.NoError(t, err)
	return compiled
}

// judged is a value that the schema must find valid, or not.
type judged struct {
	Name     string
	Instance json.RawMessage
	Valid    bool
	Message  string
}

// TestSchema holds every scenario of the tests of package schema to the schema.
func TestSchema(t *testing.T) {
	t.Parallel()
	dir := record(t, "./emulator/scenario/schema", ".")
	compiled := compile(t, recorded[json.RawMessage](t, dir, "schema")[0])
	all := recorded[judged](t, dir, "schema-instances")
	verdicts := map[bool]int{}
	for _, j := range all {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(j.Instance))
		require.NoError(t, err)
		err = compiled.Validate(v)
		require.Equal(t, j.Valid, err == nil, "%s: %s\n%v", j.Name, j.Message, err)
		verdicts[j.Valid]++
	}
	require.Greater(t, verdicts[true], 100)
	require.Greater(t, verdicts[false], 50)
}

// TestSchemaTakesShippedScenarios holds the shipped scenarios to the schema that is served.
func TestSchemaTakesShippedScenarios(t *testing.T) {
	t.Parallel()
	compiled := served(t)
	names := emulator.ShippedScenarios()
	require.NotEmpty(t, names)
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join("..", "..", "scenarios", name+".yaml"))
		require.NoError(t, err)
		require.NoError(t, compiled.Validate(asJSON(t, text)), name)
	}
}

// served returns the schema over the words of all APIs.
func served(t testing.TB) *jsonschema.Schema {
	t.Helper()
	text, err := schema.Generate(emulator.Vocabularies())
	require.NoError(t, err)
	return compile(t, text)
}

// asJSON returns a YAML text as a schema sees it.
func asJSON(t testing.TB, text []byte) any {
	t.Helper()
	var v any
	require.NoError(t, yaml.Unmarshal(text, &v))
	encoded, err := json.Marshal(v)
	require.NoError(t, err)
	decoded, err := jsonschema.UnmarshalJSON(bytes.NewReader(encoded))
	require.NoError(t, err)
	return decoded
}

// FuzzSchema checks that the schema takes whatever the reader takes.
func FuzzSchema(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "scenarios", "*", "*.yaml"))
	require.NoError(f, err)
	require.NotEmpty(f, paths)
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(src)
	}
	compiled := served(f)
	words := emulator.Vocabularies()
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := scenario.Read("fuzz.yaml", src, words); err == nil {
			require.NoError(t, compiled.Validate(asJSON(t, src)), "%s", src)
		}
	})
}
