// Package metrics counts what an emulator does and writes the counts for Prometheus, by Prometheus' client library.
//
//	sim, err := emulator.New(emulator.Options{Metrics: metrics.New()})
//
// They are served at /__admin/metrics, with those of the Go runtime and of the process. Each Metrics has a registry of its
// own; nothing is registered globally.
//
// The package is apart from emulator because the library and what it depends on make a binary about 2.5 MB larger and its
// start about a millisecond longer, and few tests scrape their emulator. The binary jobsim always has it.
package metrics
