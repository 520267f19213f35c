package otc_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/job"
)

func TestNewAttributes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		fields job.Fields
		want   map[string]any
		fault  string
	}{
		{"nothing", nil, nil, ""},
		{"entities", job.Fields{"entities": map[string]any{"size": 10}}, map[string]any{"size": 10}, ""},
		{"none", job.Fields{"entities": map[string]any{}}, map[string]any{}, ""},
		{"null", job.Fields{"entities": nil}, nil, "entities: must be a mapping; use {} for none"},
		{"a list", job.Fields{"entities": []any{1}}, nil, "entities: must be a mapping; use {} for none"},
		{
			"no number",
			job.Fields{"entities": map[string]any{"size": math.NaN()}},
			nil,
			"entities: has a value without a JSON form, such as .nan",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := otc.NewAttributes(tt.fields)
			if tt.fault != "" {
				require.EqualError(t, err, tt.fault)
				return
			}
			require.NoError(t, err)
			require.Equal(t, otc.Attributes{Entities: tt.want}, got)
		})
	}
}

func TestNewPayload(t *testing.T) {
	t.Parallel()
	newPayload := otc.NewPayload(job.ErrorRow{Code: "X.1", Message: "went wrong"})
	failed := job.Word{Status: otc.Fail, Phase: job.Failed}
	running := job.Word{Status: otc.Running, Phase: job.Running}
	row := job.ErrorRow{Code: "EVS.2024", Message: "volume is error!"}
	tests := []struct {
		name   string
		word   job.Word
		fields job.Fields
		want   otc.Payload
		fault  string
	}{
		{"a failure that names no error", failed, nil, otc.Payload{Code: "X.1", Reason: "went wrong"}, ""},
		{"an error", failed, job.Fields{"error": row}, otc.Payload{Code: "EVS.2024", Reason: "volume is error!"}, ""},
		{
			"an error in other words", failed,
			job.Fields{"error": row, "reason": "Task-fail:volume is error!"},
			otc.Payload{Code: "EVS.2024", Reason: "Task-fail:volume is error!"},
			"",
		},
		{"no reason", failed, job.Fields{"reason": ""}, otc.Payload{Code: "X.1"}, ""},
		{"a step without words", running, nil, otc.Payload{}, ""},
		{
			"entities of a step", running,
			job.Fields{"entities": map[string]any{"a": "b"}},
			otc.Payload{Entities: map[string]any{"a": "b"}},
			"",
		},
		{"an error of no failure", running, job.Fields{"error": row}, otc.Payload{}, "error: only a failed step can have it"},
		{"a reason of no failure", running, job.Fields{"reason": "r"}, otc.Payload{}, "reason: only a failed step can have it"},
		{"no entities", running, job.Fields{"entities": "x"}, otc.Payload{}, "entities: must be a mapping; use {} for none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := newPayload(tt.word, tt.fields)
			if tt.fault != "" {
				require.EqualError(t, err, tt.fault)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.want, got)
		})
	}
}
