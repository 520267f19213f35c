// Package report writes verdicts in the forms that people and programs read: text, JSON, JUnit XML, annotations of a GitHub workflow, and
// the Markdown of its step summary.
//
// Each function takes the verdicts of a run, one for each session, the server's own first. Text and JSON show everything; the others
// also take the level from which a finding is a failure, which for a program is what makes a test red.
package report
