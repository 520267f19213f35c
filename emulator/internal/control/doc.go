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
// Not here: opening listeners. A session is an http.Handler and whoever embeds the emulator can serve it at a port of its
// own; over HTTP a path, a host label, a project or a user name picks it.
package control
