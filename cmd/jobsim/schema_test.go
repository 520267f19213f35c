package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/jobsim/jobsim/emulator"
)

// TestSchemaTakesEveryShippedScenario holds the printed schema against the library.
func TestSchemaTakesEveryShippedScenario(t *testing.T) {
	t.Parallel()
	schema := printed(t)
	shipped, err := emulator.FindScenarios(nil, emulator.ShippedScenarios()...)
	require.NoError(t, err)
	require.NotEmpty(t, shipped)
	for _, src := range shipped {
		require.NoError(t, schema.Validate(inJSON(t, src.Text)), src.Name)
	}
}

// TestSchemaKnowsEveryWord completes the words of each API and no other, and says what is meant.
func TestSchemaKnowsEveryWord(t *testing.T) {
	t.Parallel()
	schema := printed(t)
	for text, ok := range map[string]bool{
		`{jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: FAIL, error: EVS.2024}]}]}`:  true,
		`{jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: FAIL, error: SDRS.0013}]}]}`: false,
		`{jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: FAILED}]}]}`:                 false,
		`{jobs: [{api: drs, id: a, type: createVolume, timeline: [{status: CONFIGURATION}]}]}`:          false,
		`{jobs: [{api: element, handle: 7, type: Clone, timeline: [{status: running, until: done}]}]}`:  false,
		`{jobs: [{api: iam, id: a, timeline: [{status: valid, for: 3 polls}, {status: expired}]}]}`:     true,
		`{settings: {evs.error-fields: null, gateway.wrong-method: 405, auth: strict}}`:                 true,
		`{settings: {evs.error-fields: maybe}}`:                                                         false,
		`{rules: [{call: evs.showJob, nth: 2..3, answer: {error: APIGW.0308, retry_after: date 5s}}]}`:  true,
		`{rules: [{call: element.GetAsyncResult, answer: {error: APIGW.0308}}]}`:                        false,
		`{rules: [{call: drs.batch-status, chance: 10%, delay: 200ms..2s, break: reset}]}`:              true,
		`{rules: [{call: drs.batch-state, chance: 10%, break: reset}]}`:                                 false,
		`{rules: [{call: iam.createToken, answer: {error: 401}}]}`:                                      true,
	} {
		err := schema.Validate(inJSON(t, []byte(text)))
		require.Equal(t, ok, err == nil, "%s: %v", text, err)
	}
}

// printed is what "jobsim schema" prints.
func printed(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(fine(t, "schema")))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource("scenario.schema.json", doc))
	schema, err := c.Compile("scenario.schema.json")
	require.NoError(t, err)
	return schema
}

// inJSON is a scenario as an editor gives it to a schema. Instants are texts, as in YAML 1.2.
func inJSON(t *testing.T, text []byte) any {
	t.Helper()
	var n yaml.Node
	require.NoError(t, yaml.Unmarshal(text, &n))
	plainValue(&n)
	var v any
	require.NoError(t, n.Decode(&v))
	coded, err := json.Marshal(v)
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(coded)))
	require.NoError(t, err)
	return doc
}

func plainValue(n *yaml.Node) {
	if n.ShortTag() == "!!timestamp" {
		n.Tag = "!!str"
	}
	for _, c := range n.Content {
		plainValue(c)
	}
}
