// Package emulator is jobsim as a Go value. New returns an [Emulator], which is an http.Handler for all APIs at once.
//
//	e, err := emulator.New(emulator.Options{})      // the shipped scenarios, real time
//	srv := httptest.NewServer(e)
//
// Tests use package testharness, which adds a client, cleanup, and demands on what the client did.
//
// Scenarios are text in the language of package scenario. New reads them all, returns every diagnostic of every scenario if
// there is one, and starts their jobs. Reset begins them anew, atomically: a request in flight finishes in the old state.
//
// A [Session] is isolated: it has jobs, a clock, rules and a journal of its own. The emulator has a main session, and
// [Emulator.NewSession] and [Emulator.Fork] create others. A request is served in the session that its path (/s/{id}), its host, its
// project or its user names, else in the main one. People and tests steer a session from Go through [Session.Clock],
// [Session.Jobs], [Session.Rules] and [Session.Journal], and over HTTP under /__admin (packages admin and internal/control).
//
// A session is a function of what it began with and of what was done since, each thing at its instant. So a snapshot holds no
// state: it has the scenarios' texts, the seed, and the log of the requests and commands that changed something, and
// restoring it carries out the log again. People can read a snapshot, cut it, and make a scenario of it. The price: calls that
// arrived at the same time are replayed in the order of their effects, which may differ from the order in which a rule with
// nth counted them. And a session with jobs that were started or forced by Go values has no snapshot, but a Fork, which copies values.
//
// The parts below this package, from the top: internal/control serves the control API and internal/sessions finds the session of a
// request; internal/playback holds what a session plays; internal/apis is the one list of protocols, each a folder under
// internal/api; internal/wire carries one request; internal/world is the only mutable state; job, clock and rule are pure.
// Public beside this package are scenario (the language), journal, catalog (the native errors and the points of fidelity), admin,
// verdict (what clients did wrong, and what they were shown), trace and replay (recorded traffic), explore (the worlds that a scenario
// allows), and metrics, which is apart so that a test does not link Prometheus' client library.
//
// What is not emulated: the real services' own latency, quota accounting, billing, and every call outside the lists in the packages
// under internal/api. Nothing is fetched or sent anywhere,
// and nothing is stored unless there is an [Options.Store], which keeps the log of each session: what was done before a response is in it
// when the response is sent, and another emulator carries it out again.
package emulator
