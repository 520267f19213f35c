// Package replay plays recorded requests against a scenario and says which responses came back as recorded.
//
// Import makes a scenario of a trace: package infer drafts it, then the requests are played against the draft on a clock that
// follows the trace, and what does not come back is corrected where the language can say it: settings (tune.go), responses that a
// rule must give because the emulator would not (correct.go), outages in place of many failures (outage.go), members that the
// recorded server had otherwise (edit.go), and slow responses (delay.go). Run only plays and compares (run.go), for a scenario that is there.
//
// A comparison is member for member (compare.go). What servers draw, such as the ID of a new job, is drawn anew: the recorded value and
// the emulator's go together from then on, in requests and responses alike (names.go), and any other value in its place is a
// difference. So do names that only the recorded server used, since they were replaced. Instants may differ by as much as the trace
// leaves open: the time that the call took, and a second if the trace has only the whole seconds of Date headers. Request IDs, secrets
// and what the trace masks are not compared.
package replay
