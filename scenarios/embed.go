// Package scenarios is the library of scenarios that jobsim ships: data, and nothing but data.
//
// A scenario goes by the path of its file without the ending: "documents". Those at the top are loaded when nothing else
// is asked for:
//
//   - documents: the examples of the vendors' documents, under their own ids and instants.
//   - demo: one moving job of each API, under ids that are easy to type.
package scenarios

import "embed"

// FS holds the scenarios as *.yaml files.
//
//go:embed *.yaml
var FS embed.FS
