// Package shown counts what clients are shown, for package coverage: it knows scenarios, and what an API can show.
//
// A [Recorder] gets the entries of one session's journal in the order of their ends, and keeps what it needs to know about jobs in
// bounded memory. [Complete] adds what was never shown, and which shipped scenario, rule or command would show it.
package shown
