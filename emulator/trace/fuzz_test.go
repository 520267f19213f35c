package trace_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/trace"
)

// FuzzRead reads anything. What it finds has a method or a status, and does not hold more than the input had.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	require.NoError(f, err)
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(text)
		f.Add(text[:len(text)/2])
		f.Add(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var list []trace.Exchange
		size := 0
		report, err := trace.Read("f", bytes.NewReader(text), func(e trace.Exchange) {
			list = append(list, e)
			size += len(e.Request.Body.Bytes) + len(e.Response.Body.Bytes)
		})
		require.NoError(t, err)
		require.NotEmpty(t, report.Format)
		require.LessOrEqual(t, size, 3*len(text)+64)
		trace.Sort(list)
		for i, e := range list {
			require.True(t, e.Request.Method != "" || e.Response.Status != 0, "%+v", e)
			require.True(t, i == 0 || !e.At.Before(list[i-1].At))
		}
	})
}
