package otc_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
)

// A number may be a decimal or quoted.
func TestInt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]otc.Int{`10`: 10, `10.9`: 10, `-1.9`: -1, `"10"`: 10, `1e3`: 1000, `null`: 0, `0`: 0} {
		var i otc.Int
		require.NoError(t, json.Unmarshal([]byte(text), &i), text)
		require.Equal(t, want, i, text)
	}
	for _, text := range []string{`"ten"`, `true`, `[]`, `{}`, `""`, `1e99`, `"Inf"`, `"NaN"`} {
		var i otc.Int
		var wrong *json.UnmarshalTypeError
		require.ErrorAs(t, json.Unmarshal([]byte(text), &i), &wrong, text)
	}
}

func TestFlag(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]otc.Flag{`true`: true, `false`: false, `"TRUE"`: true, `"false"`: false, `""`: false, `null`: false} {
		var f otc.Flag
		require.NoError(t, json.Unmarshal([]byte(text), &f), text)
		require.Equal(t, want, f, text)
	}
	for _, text := range []string{`"maybe"`, `1`, `[]`} {
		var f otc.Flag
		var wrong *json.UnmarshalTypeError
		require.ErrorAs(t, json.Unmarshal([]byte(text), &f), &wrong, text)
	}
}

// Of duplicate mappings the last replaces the others.
func TestStrings(t *testing.T) {
	t.Parallel()
	var v struct{ M otc.Strings }
	require.NoError(t, json.Unmarshal([]byte(`{"M":{"a":"1"},"M":{"b":"2"}}`), &v))
	require.Equal(t, otc.Strings{"b": "2"}, v.M)
	require.Error(t, json.Unmarshal([]byte(`{"M":{"a":1}}`), &v))
}

func TestIDs(t *testing.T) {
	t.Parallel()
	for arg, want := range map[string][]string{
		``: nil, `[]`: nil, `['a','b']`: {"a", "b"}, `["a", "b"]`: {"a", "b"}, `a`: {"a"}, `['a',,'b'`: {"a", "b"},
	} {
		require.Equal(t, want, otc.IDs(arg), arg)
	}
}

// An ID contains its job's start: digits 17 to 28 of a documented one are its begin_time in milliseconds, and so are
// ours.
func TestNameJob(t *testing.T) {
	t.Parallel()
	born := time.Date(2019, 6, 13, 9, 40, 53, 932e6, time.UTC)
	require.Equal(t, "ff8080826b45d4a5016b5036242c0025", otc.NameJob(born, 0x25))
	require.Equal(t, "ff8080826b45d4a6016b5036242c0001", otc.NameJob(born, 0x10001), "no two numbers share an ID")
}
