package rewrite_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator/internal/rewrite"
)

func TestJSON(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, in, want string }{
		{"nothing", `{"a":[],"b":{},"c":[1,{"d":null}]}`, `{"a":[],"b":{},"c":[1,{"d":null}]}`},
		{"member", `{"a":{"secret":"x"},"b":"x"}`, `{"a":{"secret":0},"b":"x"}`},
		{"items", `{"secret":["x","y"]}`, `{"secret":0}`},
		{"escapes", `{"a\"b":"\u00e9\n"}`, `{"a\"b":"\u00e9\n"}`},
		{"no JSON", `{"a":`, `{"a":`},
		{"empty", ``, ``},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := rewrite.JSON([]byte(test.in), func(path []string, _ gjson.Result) (string, bool) {
				return "0", len(path) > 0 && path[len(path)-1] == "secret"
			})
			require.Equal(t, test.want, string(got))
		})
	}
}

// FuzzJSON rewrites nothing: the text means the same as before.
func FuzzJSON(f *testing.F) {
	f.Add(`{"a":[1,2,{"b":"c"}],"d":null}`)
	f.Fuzz(func(t *testing.T, text string) {
		got := rewrite.JSON([]byte(text), func([]string, gjson.Result) (string, bool) { return "", false })
		require.Equal(t, gjson.Valid(text), gjson.ValidBytes(got))
		if gjson.Valid(text) && !strings.ContainsAny(text, " \t\r\n") {
			require.Equal(t, text, string(got))
		}
	})
}
