// Package scenario reads the language that describes jobs and how they go.
//
// A file is one YAML document:
//
//	description: A disk whose creation fails after its row exists.
//	seed: 7                        # the key of every draw
//	profile: documented            # or observed
//	settings: {evs.error-fields: null}
//	jobs:
//	  - api: evs
//	    id: 4010a32d535527910153552b492c0002
//	    type: createVolume
//	    timeline:
//	      - {status: INIT, for: 500ms}
//	      - {status: RUNNING, for: 2s..5s, progress: 10..95}
//	      - repeat: 2
//	        steps: [{status: RUNNING, for: 3 polls}, {status: FAIL, for: 1s}]
//	      - choose:
//	          - {weight: 9, steps: [{status: SUCCESS}]}
//	          - {steps: [{status: FAIL, error: EVS.2024}]}
//
// Read checks it against the vocabularies of the APIs and returns a Scenario, or Diagnostics: every fault of the file, each
// with its place, what was expected and, if a known word is near, a suggestion. What can never take effect is a fault too: a
// step after a final one, an exit of the last step, a repeat of zero times, a sub-job that outlives its parent.
//
// The nodes of the YAML parser are walked by hand, because every fault needs its line and column. The way through the files:
// text.go and syntax.go (from bytes to a tree; package plain does it for what most files are made of), tree.go (aliases, depth), mapping.go (a mapping against its table of fields,
// which package grammar has), job.go, step.go and exit.go (what they mean), rules.go, answer.go and calls.go (what a client's
// calls do), consistency.go (what clients see of a job), payload.go (an API's own fields), check.go and life.go (what cannot
// happen), expect.go and allow.go (what a verdict is by), suggest.go and near.go (suggestions). Package render shows what a scenario can do, and package schema makes a JSON
// Schema of the tables.
//
// Chosen: aliases stand for whole values, so that jobs can share a script; merge keys and tags are rejected. A text is read as
// it is written, whatever its type in YAML: 0123, 1e5, NO and null are texts where a text is expected. Days are whole numbers,
// a duration is at most ten years, a script at most a hundred. A tree of sub-jobs is rejected if it is impossible whatever is
// drawn.
//
// A scenario can take named timelines from other files (include.go, timelineset.go, gather.go). Gather reads them from the
// folder of the scenario, and Read gets them as values, so that a stored scenario is complete. Chosen: an included file has
// timelines alone, because several files with jobs and rules can be loaded together; a timeline is read in the words of the
// API that follows it, and one that nothing follows must fit at least one API.
package scenario
