// Package sessions holds the sessions of an emulator: what they are, by which names they are found, and which one a request is for.
//
// A [Session] is isolated from the others: it has a state of its own (jobs, clock, rules; see playback.State) and a journal. The
// state is replaced as a whole by Reset, Reload and Restore. The [Registry] has the main session, which serves every request that
// names no other one, and those that are created beside it; they end when they are not used for their TTL.
//
// [Registry.Route] returns the session of a request by what a client can change without being changed itself: the path prefix
// /s/{id}, the first label of the host, the project in the path, the user of Basic credentials, the header X-Project-Id, or the
// project of a sign-in. A session can have listeners of its own too.
//
// The package knows HTTP only as far as it finds and serves a session. What the control API responds with is made in control.
package sessions
