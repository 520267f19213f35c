//go:build race

package explore_test

// raced says that the tests run under the race detector, which makes them five times as slow.
const raced = true
