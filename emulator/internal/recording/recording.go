// Package recording lets tests hand over what they saw to the tests of testharness/checks, which judge it by libraries that
// users of this module should not have to download: exchanges of the control API by its OpenAPI document, scenarios by the
// JSON Schema, and the calls of concurrent clients by a linearizability checker.
//
//	cd testharness/checks && go test ./...
package recording

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
)

// Dir names the environment variable with the folder that Record writes to.
const Dir = "JOBSIM_RECORD"

// T is what Record needs of a test.
type T interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Record appends a value as a line of JSON to the file name.jsonl in the folder of Dir. Without that folder it does
// nothing. Lines of parallel tests do not mix: each is one write.
func Record(t T, name string, value any) {
	t.Helper()
	dir := os.Getenv(Dir)
	if dir == "" {
		return
	}
	if err := write(filepath.Join(dir, name+".jsonl"), value); err != nil {
		t.Fatalf("%s: %v", Dir, err)
	}
}

// write appends a line to a file.
func write(path string, value any) error {
	line, err := json.Marshal(value)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}
