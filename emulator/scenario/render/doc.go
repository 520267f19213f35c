// Package render shows what a scenario can do, without drawing anything at random: Text writes tables and bar charts for a
// terminal, SVG draws a picture.
//
// For each job both list its steps with the instants at which they can begin, what ends them and how likely they are; for
// each rule, Text writes which calls it claims and what happens to them. Times count from the birth of the top-level job.
// Both are made of the same rows: rows.go has the steps of a script, derived.go the phases of a job whose sub-jobs decide,
// passes.go the times that a repeated step is gone through.
package render
