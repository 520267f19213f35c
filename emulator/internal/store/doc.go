// Package store says how the logs of sessions are kept outside of this process's memory, so that a session goes on after its end.
//
// A [Store] has one [Log] per session: numbered records, which only its owner appends. The records are texts of package playback; a
// store does not look into them. What an owner has appended is there for the next one, whatever happens to the process.
//
// Without a store a session's log is in memory alone, and nothing here is called. Package dir keeps logs in a directory.
package store
