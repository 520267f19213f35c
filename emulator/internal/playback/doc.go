// Package playback holds what a session plays and how it is played again.
//
// A [Plan] is everything that a session begins with: scenarios, seed, profile, settings, rules. It is read once and never
// changed, so that a reset begins from the same plan. Begin makes a [State] of it: a clock and a world in which the plan's jobs
// have started. What is done to a state afterwards is a client's request or a [Command] (start jobs, force a status, hold,
// release); the world keeps both in its log.
//
// A session is a function of its plan and its log. So a snapshot is the plan's texts and the log, written as YAML that
// people can read and change, and Restore begins the plan again and carries out the log, each entry at its instant; the
// responses are discarded. Nothing is stored twice.
package playback
