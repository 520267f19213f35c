// Package control serves the API by which tests and people steer an emulator, under /__admin: sessions, their jobs, clock,
// rules and journal, snapshots, metrics. Its documents are the types of package admin; openapi.yaml describes it, is served
// by it, and every response in its tests is validated against it.
//
// A Control is one router for all sessions: the emulator says which session a request is for. What a session can do is the
// interface Session; what the API needs of the server is the struct Options. Neither knows HTTP.
//
// Each route is an op: it decodes a request, calls a function, and encodes the document that this returns. Whatever goes
// wrong is a Go error on its way up; errorOf alone gives it a status, a code and a hint, and it is written as
// {"error": {"code", "message", "hint"}}.
//
// The control API can change what every client sees, so pages of other sites must not reach it from a browser: it refuses
// requests that another site sent (by Sec-Fetch-Site and Origin) and hosts that are not its own (DNS rebinding). A bearer
// token can be required besides.
//
// Metrics is an interface: the one for Prometheus is in package emulator/metrics, so that a program that embeds an emulator
// takes Prometheus' client library only if it wants to.
//
// The page at /__admin/ui/ is a client of this API like any other: hand-written HTML, CSS and ES modules in the folder ui, embedded,
// which load nothing from elsewhere. page.go serves them, and leads a browser at the root there. Its tests are in testharness/browser.
//
// Opening listeners is not done here. For a session with listeners of its own the program that serves the emulator opens
// them or returns why not; without such a program, as in a Go test, a session is an http.Handler.
package control
