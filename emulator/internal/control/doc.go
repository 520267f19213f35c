// Package control is the API by which tests and people steer an emulator, under /__admin: its sessions, their jobs, clock,
// rules and journal, snapshots, metrics. openapi.yaml describes it, is served by it, and is what its tests hold each
// answer to.
//
// A Control is one router for all sessions: the facade says which session a request is about. What it can do to a session
// is the interface Session; what it needs of the server is the struct Desk. Neither knows HTTP.
//
// Each route is an op: it decodes a question, has it done, and encodes the answer; whatever goes wrong is a *Problem and
// comes out as {"error": {"code", "message", "hint"}}.
//
// The control API can change what every client sees, so it is not for the pages of a browser: it refuses requests that
// another site sent (by Sec-Fetch-Site and Origin) and hosts that are not its own, which is how a page would get past the
// browser's rule (DNS rebinding). A token can be asked for besides.
//
// What is counted for Prometheus is written by a page of our own (metrics_page.go) and not by its client library: with that
// the binary was 16.1 MB, for which an image of 15 MB has no room, and nine more modules came along. That Prometheus' own
// parser and lint find nothing wrong with the page, a test in the module testharness/clients shows.
//
// Not here: opening listeners. A session that is to have one of its own asks for it ("listen"), and the program that serves
// the emulator opens it, or says why not; without such a program, as in a Go test, a session is an http.Handler.
package control
