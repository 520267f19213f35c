// Package grammar holds the tables of the scenario language: which fields each kind of mapping may have, what each field
// means, and the shape of its value. Package scenario checks files against them, and package schema makes a JSON Schema of
// them, so that the two cannot differ.
package grammar
