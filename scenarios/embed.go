// Package scenarios is the library of scenarios that jobsim ships: data, and nothing but data.
//
// A scenario goes by the path of its file without the ending: "documents", "evs/stuck". Those at the top are loaded when
// nothing else is asked for:
//
//   - documents: the examples of the vendors' documents, under their own ids and instants.
//   - demo: one moving job of each API, under ids that are easy to type.
//
// The others stand in the folder of the API that they are about: evs, sdrs, drs, element, iam, gateway for what stands
// before the first three, any for what every client can meet. Each shows one thing, in a few lines, to a client that asks
// for the job "disk", "group" or "task-1", or for the handle 7. Those of iam, gateway and any have no such jobs and go with
// any other. Beside each lie two files that tests hold it to:
//
//   - <name>.timeline is what "jobsim explain" says of it at a width of 80 columns.
//   - <name>.play is what a client asks and what must come back.
//
// README.md tells the language, from the first five lines to the last feature, and lists the library.
package scenarios

import "embed"

// FS holds the scenarios as *.yaml files.
//
//go:embed *.yaml */*.yaml
var FS embed.FS
