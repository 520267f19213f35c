// Package infer turns recorded exchanges into one scenario that reads as if a person had written it.
//
// It takes four steps. Align (align.go) puts all times on the clock of the server. Anonymize (anonymize.go, pattern.go, secret.go)
// replaces what is secret or names somebody, consistently over all exchanges. Draft (draft.go) folds what was seen of each job into
// a timeline: sight.go and its neighbours read the responses, fold.go finds the steps, boundary.go chooses the durations. Creations
// become rules with start (creation.go), failures of calls become rules with answer (failure.go), jobs that existed before
// become jobs, and things that did become resources (shape.go, existing.go). YAML (yaml.go) writes the text.
//
// A change of status was seen between two polls, so its time is known only to lie between them, unless the response says when it
// was. Of all durations that fit, the roundest is written. Where several creations of one kind were seen and one duration
// fits all of them, there is one rule; otherwise each has its own, and one more has the range for the creations that follow.
//
// The package knows the shapes of the four APIs' responses and nothing of their calls' meaning: whether the scenario reproduces
// the trace is found out by package replay, which plays the recorded requests and corrects the draft.
//
// Not inferred: sub-jobs of jobs that a call creates, which are as the API makes them; edits and delays of calls that start jobs,
// since one rule claims a call.
package infer
