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
// A Session is a world apart: jobs, clock, seed, rules and journal. The emulator has one of its own, and more that Open and
// Fork make; a request is answered from the one that its path, its host, its project or its user names (pick.go), also
// under "auth: strict": a sign-in is answered from the session whose project it asks for, and Element's clients may show
// the session's name in place of the known user's. A session is an http.Handler too, and can have a listener of its own,
// which Options.Listen opens: the emulator itself has no goroutines, and who may listen where is for the program to say.
// People and tests steer sessions from Go by their methods, and over HTTP under /__admin (package internal/control).
//
// All of a session that changes as one is its state: a plan, the world that began from it, and a clock. Everything is a
// function of these and of what was done since, in order, each thing at its instant. So a snapshot holds no state. It
// holds the scenarios' texts, the seed, and what changed the world: the requests that did, and the commands. Restoring it
// is doing all that again on a clock that stands at each instant in turn. This was chosen over writing the world down,
// because what jobs and resources carry are the APIs' own Go values, changes to them that are functions among them; and
// because people can read it, cut it, and make a scenario of it. A poll that only looks is not in it. The price: what
// concurrent requests count against a rule with nth is replayed in the order of their effects, which may differ from
// the order in which the rule counted them. And jobs that were started or forced by Go values have no text: a session with
// such has no Snapshot, whose error names them, but a Fork, which copies values.
//
// What is not emulated: the real services' own latency, quota accounting, billing, and every call outside the lists in
// the packages under internal/api. Nothing is stored on disk, fetched, or sent anywhere.
package emulator
