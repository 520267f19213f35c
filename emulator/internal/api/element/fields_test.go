package element_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/element"
	"github.com/jobsim/jobsim/emulator/job"
)

// A wrong field of a job or a step is reported by its name.
func TestFieldErrors(t *testing.T) {
	t.Parallel()
	words := element.API().Vocabulary
	for name, c := range map[string]struct {
		given job.Fields
		want  string
	}{
		"zero":     {job.Fields{"volumeID": 0}, "volumeID: want a whole number above 0"},
		"fraction": {job.Fields{"cloneID": 1.5}, "cloneID: want a whole number above 0"},
		"text":     {job.Fields{"snapshotID": "1"}, "snapshotID: want a whole number above 0"},
		"key":      {job.Fields{"key": 5}, "key: want a text"},
		"empty":    {job.Fields{"url": ""}, "url: want a text"},
		"format":   {job.Fields{"format": "zip"}, "format: want native or uncompressed"},
		"way":      {job.Fields{"direction": "up"}, "direction: want read or write"},
		"object":   {job.Fields{"attributes": "x"}, "attributes: want a mapping; {} for an empty one"},
		"nan":      {job.Fields{"attributes": map[string]any{"a": math.NaN()}}, "attributes: holds what JSON cannot say, such as .nan"},
		"drives":   {job.Fields{"drives": 1}, "drives: want a list of whole numbers"},
		"drive":    {job.Fields{"drives": []any{"1"}}, "drives: want a list of whole numbers above 0"},
		"both":     {job.Fields{"key": "k", "cloneID": 1}, "cloneID: a job is a bulk volume job or a clone, not both"},
	} {
		_, err := words.NewAttributes(c.given)
		require.EqualError(t, err, c.want, name)
		var fieldError *job.FieldError
		require.ErrorAs(t, err, &fieldError, name)
	}
	row := job.ErrorRow{Code: "xFoo"}
	for status, c := range map[string]struct {
		given job.Fields
		want  string
	}{
		"running":   {job.Fields{"error": row}, "error: only a failed or complete step has it"},
		"preparing": {job.Fields{"result": map[string]any{}}, "result: only a failed or complete step has it"},
		"complete":  {job.Fields{"context": map[string]any{}}, "context: only a failed step has it"},
		"failed":    {job.Fields{"details": map[string]any{}}, "details: only a preparing or running step has it"},
	} {
		word, ok := words.Word(status)
		require.True(t, ok)
		_, err := words.NewPayload(word, c.given)
		require.EqualError(t, err, c.want, status)
	}
}

func TestHandles(t *testing.T) {
	t.Parallel()
	for id, good := range map[string]bool{"1": true, "389": true, "0": false, "-1": false, "01": false, "": false, "x": false, "1.0": false} {
		require.Equal(t, good, element.API().Vocabulary.CheckID(id) == nil, id)
	}
}

// The handles, bulk volume ids and clone ids of calls are never those of a scenario.
func TestIDsAboveTheScenario(t *testing.T) {
	t.Parallel()
	b := serve(t, nil, spec(t, "389", "Clone", job.Fields{"cloneID": 1, "volumeID": 5}, step(t, "running", job.Exit{}, nil)))
	require.Equal(t, `{"asyncHandle":390,"cloneID":2}`, call(t, b, "CopyVolume", `{"volumeID":3,"dstVolumeID":2}`).Raw)
	require.Equal(t, `{}`, call(t, b, "CancelClone", `{"cloneID":1}`).Raw)
	callError(t, b, "GetAsyncResult", handleParams(389, true))
	require.Equal(t, "running", poll(t, b, 390, true).Get("status").Str)
}
