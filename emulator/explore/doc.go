// Package explore enumerates the worlds that a scenario allows.
//
// A scenario leaves things open: which branch of a choice is taken, how long a step lasts, which calls a rule with a chance claims, and
// whether a client sees a status or the job passes it between two polls. Anything can also go wrong with each call of a client. A [World]
// settles all of that by a table of [Pin]s: what the scenario leaves open is pinned, and a fault at a call is a rule with nth. So a world
// is itself a scenario: [World.Sources] returns its text for a session, and [World.File] one file that people read, change and keep.
//
// A [Space] hands out the worlds one by one, and learns the calls of the client from the journal of each run:
//
//	space, err := explore.New(sources, emulator.Vocabularies(), explore.Options{})
//	for w, ok := space.Next(); ok; w, ok = space.Next() {
//		entries, failure := run(w.Sources())
//		space.Done(w, explore.Run{Entries: entries, Failure: failure})
//	}
//	space.Report()
//
// The first world is the plain one: the heaviest branch of each choice, the lower end of each range, no chance, no fault. Then come the
// worlds that differ from it by one pin: first what the scenario leaves open, in the order of its text, then a sweep like SQLite's tests of
// running out of memory: each call of the plain run in turn meets each fault that can happen to it. With Depth 2 each of those is
// explored in the same way, so that a world has two pins; the second fault comes at a later call than the first.
//
// The order depends on the scenario and on the client alone, however many worlds run at a time: Next waits for the run that it needs.
// Left out is what a client could not distinguish: pins of jobs that it never asked about, a lost response of a call without an effect, a
// second pin after a run that showed the client the same as an earlier one. A world that fails is not explored further: it is the
// shortest of its kind. If one of two pins might do alone, the world with that pin is run too.
//
// Chosen: a named timeline that several jobs follow, and the jobs of a generator, take the same branch in a world. A choice in a repeat is
// taken alike in each pass. A rule with a chance claims the first or the second of its calls, or none. An expired token is found by a
// client that signed in: where the server checks tokens it stays expired, elsewhere one call gets the error.
//
// Expectations of a scenario hold in each of its worlds, but for those on the statuses that a client sees of a job that goes another way.
//
// The package knows no HTTP and runs nothing: testharness.Explore runs a test for each world, and jobsim explore a command.
package explore
