package element

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// Each method of the service has the signature that gorilla/rpc requires; it silently leaves out any other.
func TestMethods(t *testing.T) {
	t.Parallel()
	e := newEndpoint()
	require.NotEmpty(t, methodNames)
	for _, method := range methodNames {
		require.True(t, e.methods.HasMethod(serviceName+"."+method), method)
	}
}

// Each error that the code uses is in the table.
func TestErrorsAreInTheTable(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	named := regexp.MustCompile(`(?:apiError|apiErrorWithMessage)\("(x\w+)"`)
	count := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, match := range named.FindAllSubmatch(source, -1) {
			require.Contains(t, table, string(match[1]), file)
			count++
		}
	}
	require.Greater(t, count, 10)
	for _, row := range errorRows() {
		require.Equal(t, 200, row.HTTP, row.Code)
	}
	for _, s := range settings() {
		require.Contains(t, s.Values, s.Documented, s.Name)
		require.Contains(t, s.Values, s.Observed, s.Name)
		if s.Name == missingHandleSetting {
			for _, code := range s.Values {
				require.Contains(t, table, code)
			}
		}
	}
}

func TestCurrentVersion(t *testing.T) {
	t.Parallel()
	require.Equal(t, currentVersion, versions[len(versions)-1])
	var info APIInfo
	require.NoError(t, service{}.GetAPI(nil, nil, &info))
	require.Equal(t, currentVersion, info.Current)
}
