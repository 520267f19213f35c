// Package scenario reads the language in which jobsim is told what jobs there are and how they go.
//
// A file is one YAML document:
//
//	description: A disk whose creation fails after its row exists.
//	seed: 7                        # keys every draw
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
// Read checks it against the vocabularies of the APIs, of which it knows nothing else, and answers a Scenario or every
// fault of the file at once: each with its place, the line, what was expected and, if one is near, what was meant. What
// can never take effect is a fault too: a step behind one that rests, an end where nothing follows, a repeat of zero
// times, a sub-job that outlives its parent.
//
// The parser's nodes are walked by hand, since every fault needs its line and column. The way through the files:
// text.go and syntax.go (from bytes to one tree), tree.go (aliases, depth), fields.go (the tables of fields, as data),
// mapping.go (a mapping against its table), job.go, step.go and exit.go (what they mean), rules.go, answer.go and
// times.go (what a client's calls do), weather.go (what clients are told), payload.go (an API's own fields), check.go
// and life.go (what cannot happen), mend.go and near.go (what was meant). Scenario.Explain shows what can happen,
// without drawing anything: rows.go, passes.go, explain.go, table.go and chart.go. Schema tells editors about the
// language, from the same tables: schema.go, schemarules.go, formkinds.go and form.go.
//
// Chosen: aliases stand for whole values, so that jobs can share a script; merge keys and tags are refused. A text is
// taken as it is written, whatever YAML would make of it: 0123, 1e5, NO and null are four texts where one is wanted. Days
// are whole, and a duration is at most ten years, a script at most a hundred. A tree of sub-jobs is refused if it is
// impossible whatever is drawn; what is only possible to go wrong is left alone.
//
// A scenario can take named timelines from other files (include.go, shelf.go, gather.go). Gather reads them within the folder
// of the scenario, and hands them to Read as values, so that whoever keeps a scenario keeps all of it. Chosen: an included
// file holds timelines and nothing else, since jobs and rules of several files are loaded beside each other already; a
// timeline is read in the words of the API that follows it, and one that nobody follows must fit some API.
//
// Not here: jobs or rules out of an included file.
package scenario
