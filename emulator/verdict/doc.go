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
// The pauses of a client are judged by real time, in which the client sleeps, and only between two requests whose distance by the
// session's clock is the same, times the clock's pace. With a stopped or a skipping clock, or across a jump of the clock, a pause is
// not gradable; [Report.NotGradable] names the kinds that could not be judged and the reason. In a testing/synctest bubble both are
// the bubble's time.
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
// The package imports job, journal and rule, and no scenario: package scenario reads expectations and allowances into the types of
// this package. Coverage, which needs scenarios, is built above it.
package verdict
