// Package emulator is jobsim as a Go value: New makes an Emulator, which is an http.Handler for all APIs at once.
//
//	e, err := emulator.New(emulator.Options{})      // the shipped scenarios, real time
//	srv := httptest.NewServer(e)
//
// Tests want package testharness, which wraps this with a client and cleanup.
//
// apis.go is the one list of protocols: a new API is one folder under internal/api and one line there. Everything else,
// the scenario reader, the conformance suite and the front that picks an API for a request, works from that list.
//
// Scenarios are text in the language of package scenario. New reads them all, refuses them all at the first load when one
// has a fault, and starts their jobs. Reset puts a new world in the place of the running one, atomically: a request
// that is under way finishes in the old one.
//
// What is not emulated: the real services' own latency, quota accounting, billing, and every call outside the lists in
// the packages under internal/api. Nothing is stored on disk, fetched, or sent anywhere.
package emulator
