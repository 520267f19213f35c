package replay_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/replay"
	"github.com/jobsim/jobsim/emulator/trace"
)

// FuzzImport imports anything. The scenario that comes of it is valid, or there was nothing to import.
func FuzzImport(f *testing.F) {
	files, err := filepath.Glob("../trace/testdata/*.*")
	require.NoError(f, err)
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(text, false)
		f.Add(text[:len(text)*3/4], true)
	}
	f.Fuzz(func(t *testing.T, text []byte, keep bool) {
		var list []trace.Exchange
		_, err := trace.Read("f", bytes.NewReader(text), func(e trace.Exchange) { list = append(list, e) })
		require.NoError(t, err)
		result, err := replay.Import(list, replay.Options{Source: "a fuzzer", KeepIDs: keep})
		if errors.Is(err, replay.ErrNothing) {
			return
		}
		require.NoError(t, err, "%s", result.Scenario)
		require.Len(t, result.Outcomes, len(result.Calls))
	})
}
