package cluster

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// scan returns the value of a metric without labels from Prometheus' text.
func scan(t *testing.T, text io.Reader, name string) float64 {
	t.Helper()
	for lines := bufio.NewScanner(text); lines.Scan(); {
		if value, ok := strings.CutPrefix(lines.Text(), name+" "); ok {
			n, err := strconv.ParseFloat(value, 64)
			require.NoError(t, err)
			return n
		}
	}
	t.Fatalf("there is no metric %s", name)
	return 0
}

// member returns a member of a JSON document by its path.
func member(text, path string) string { return gjson.Get(text, path).String() }
