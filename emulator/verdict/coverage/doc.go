// Package coverage says what clients were shown of all that jobsim can show them, and what would show them the rest.
//
// There are two parts. Of the scenarios that were loaded: the steps of their timelines, the branches of their choices, and their rules. Of the
// vocabulary of the APIs that were called: the statuses by job type, the transitions between two statuses, the native errors, the broken
// responses, the pages of lists, and the shapes of jobs with sub-jobs. Each thing is an [Item] with a count.
//
//	counter := coverage.New()
//	e, err := emulator.New(emulator.Options{Coverage: counter})
//	...
//	err = e.Coverage().WriteFile("coverage.json")
//
// A [Coverage] is a file, and files of several processes can be merged ([ReadFiles], [Merge]). What would show a client the rest depends on
// the scenarios that jobsim ships, so emulator.CompleteCoverage adds it.
//
// A status that a client saw is one in a response that was sent whole. Between two polls steps may pass that no response shows: these
// are not covered. How things are counted is in package internal/shown.
package coverage
