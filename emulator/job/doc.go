// Package job is the domain: what a long-running job is, and what it shows at an instant.
//
// A job is a pure function. What a client sees is Job.At(now): nothing runs, ticks or waits. A job holds what it was
// given when it started (its drawn steps, the instant, its attributes) and the fold of what happened to it since
// (polls, reports, signals, a forced status). A snapshot is computed from these and from its
// instant, so time can jump, a job can be copied, and equal inputs give equal snapshots.
//
// The few types:
//
//   - Ref names a job: API and id.
//   - Timeline is a script as written: steps, repeats and weighted choices. Timeline.Path draws one straight list of
//     steps from it, keyed by seed and Ref, so that looking never changes a draw. Timeline.Explain is its dry-run twin.
//   - Spec is a job before it starts, Job a started one, Snapshot a job at one instant.
//   - Event is something that happened to a job. Job.After folds it in: first time passes to the event's instant, then
//     the event counts. A poll is folded in after its response was computed, so a step "for 3 polls" is shown exactly
//     three times; a report belongs to the step in which it arrives. A client's call can put another script in the place
//     of the rest; what was seen before stays as it was.
//   - Vocabulary is what an API teaches the scenario reader: its status words, job types, signals, native errors,
//     settings, and the constructors of its payloads.
//
// A job keeps the fold of its events and not their list, so one poll costs the same after a million polls. Replay is
// the slow definition by the list; a property test holds the two together.
//
// The package imports the standard library only: no lock, no HTTP, no log, and never the time of day.
package job
