package element_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// sorted requires that the members of each object of a response are in alphabetical order, as Element writes them.
func sorted(t testing.TB, body string) {
	t.Helper()
	var check func(gjson.Result)
	check = func(v gjson.Result) {
		var names []string
		v.ForEach(func(key, value gjson.Result) bool {
			if v.IsObject() {
				names = append(names, key.Str)
			}
			if value.IsObject() || value.IsArray() {
				check(value)
			}
			return true
		})
		require.True(t, slices.IsSorted(names), "%v in %s", names, body)
	}
	check(gjson.Parse(body))
}
