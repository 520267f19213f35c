// Package schema makes the JSON Schema (draft 2020-12) of scenario files, for editors that complete words and explain them.
//
// It is made of the tables that package scenario checks files with, so it accepts whatever the reader accepts. It cannot see
// what only the reader can: steps that are never reached, sub-jobs that outlive their parent, fields of a payload that exclude
// each other, and names that are taken.
package schema
