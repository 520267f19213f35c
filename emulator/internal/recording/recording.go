// Package recording lets tests hand over what they saw to the tests of testharness/checks, which judge it by libraries that
// users of this module should not have to download: exchanges of the control API by its OpenAPI document, scenarios by the
// JSON Schema, and the calls of concurrent clients by a linearizability checker.
//
//	cd testharness/checks && go test ./...
package recording

import (
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/stretchr/testify/require"
)

// Dir names the environment variable with the folder that Record writes to.
const Dir = "JOBSIM_RECORD"

// Record appends a value as a line of JSON to the file name.jsonl in the folder of Dir. Without that folder it does
// nothing. Lines of parallel tests do not mix: each is one write.
func Record(t require.TestingT, name string, value any) {
	dir := os.Getenv(Dir)
	if dir == "" {
		return
	}
	line, err := json.Marshal(value)
	require.NoError(t, err)
	f, err := os.OpenFile(filepath.Join(dir, name+".jsonl"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	require.NoError(t, err)
	defer f.Close()
	_, err = f.Write(append(line, '\n'))
	require.NoError(t, err)
}
