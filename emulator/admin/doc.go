// Package admin has the documents of jobsim's control API and a client for it.
//
// The control API is served under /__admin. It lists and steers the jobs of a session, moves its clock, returns its journal
// of requests, creates and ends sessions, and saves and restores their state. The same paths under /s/{id}/__admin are
// about the session with that ID. GET /__admin/openapi.yaml describes all of it.
//
//	c, err := admin.NewClient("http://127.0.0.1:8080")
//	j, err := c.Job(ctx, "evs/4010a32d535527910153552b492c0002")
//	_, err = c.AdvanceTo(ctx, j.Job, "SUCCESS")
//	n, err := c.Wait(ctx, admin.EntryFilter{Job: j.Job}, 1, 30*time.Second)
//
// Each document is one Go type here, with its JSON member names: the server encodes these types, and jobsim ctl, the page
// and tests decode them. Instants are RFC 3339 in UTC and follow the session's clock unless a field says "real time".
// Spans of time are a Duration, such as "27s". A request that the server refuses returns an *Error.
//
// The package imports the standard library only. Reading a job here never counts as a poll.
package admin
