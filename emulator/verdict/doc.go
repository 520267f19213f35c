// Package verdict judges what clients did, from the entries of a session's journal.
//
// A [Judge] gets each entry when its response has ended, in the order of the ends, and keeps what it needs in bounded memory.
// [Judge.Report] returns a [Report]: which [Expectation] of the scenario is met, missed or open, and the [Finding]s, which are what
// a client does wrong whether or not anybody expected it. Equal entries give equal reports, and [Report.JSON] equal bytes.
//
// [Kinds] is the table of all findings: id, level, why it matters, by which source, the way out, the thresholds that it uses, and the
// shipped scenario that provokes it. An [Allowance] lets findings of one kind pass, with a reason that the report repeats.
//
// # Time
//
// Findings judge the pauses of a client by real time, in which the client sleeps. A pause counts only if the session's clock ran between
// the two requests: at the pace of real time, or at that of a scaled clock. With a stopped or a skipping clock, and where somebody moved
// the clock, a pause says nothing about the client: [Report.NotGradable] names the kinds of findings that could not be looked for, and the
// reason. In a testing/synctest bubble real time is that of the bubble. Expectations about pauses are by the session's clock.
//
// # Adding a finding
//
// A finding is a row, which kindstable.go lists, and a detector, both in a file of its own:
//
//   - The row names the constructor of the detector. Nothing else registers it.
//   - add gets each entry with the tracks of the jobs that it is about. A [track] has what all detectors need to know about a job: its
//     creation, its polls, what was shown last. A detector keeps only what is particular to it, and only for subjects that show the
//     fault, in a hits value, which bounds the evidence.
//   - report gets the [Truth], how the jobs and resources really are, and returns the findings. What a client did not do yet it may
//     still do: such a detector finds it only in a final report.
//   - A scenario in the library provokes it, and its test sends the requests of a client that has the fault and of one that has not.
//
// The package imports no scenario: package scenario reads expectations, allowances and thresholds into the types of this package. What
// needs scenarios, such as coverage, is built above it.
package verdict
