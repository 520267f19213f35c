package testharness_test

import (
	"flag"
	"testing"

	"go.uber.org/goleak"
)

// TestMain fails if a goroutine outlives the tests: everything that the harness starts must end with its test. After a
// rejected request net/http waits for half a second before it closes the connection, whatever closes the server. With
// -short the models run less often.
func TestMain(m *testing.M) {
	flag.Parse()
	if testing.Short() {
		if err := flag.Set("rapid.checks", "15"); err != nil {
			panic(err)
		}
	}
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("net/http.(*conn).closeWriteAndWait"))
}
