// Package world holds the only mutable state of an emulator: its jobs, the resources that jobs act on, and counters.
//
// There is one mutex. Do runs a function under it, at one instant of the clock, with a Tx to observe, record and start:
// a protocol handles a request in one Do, so a batch is one lock and one Now, and check-then-act is atomic. Everything
// that leaves the world is a value.
//
// A protocol does not read the time. It gets Snapshots, which have the instants that a client may see.
//
// A resource (a disk, a protection group, a volume) does not store its status: it keeps a list of the jobs that touched
// it and what each makes of it while it runs, when it succeeds and when it fails. The rest is derived.
//
// A world remembers what was done to it (Note), in the order in which its lock was taken, so that it can be done again; and
// it can be copied (Fork), so that two go on from one past.
//
// Settings, the points on which the fidelity profiles differ, are fixed when a world is made.
package world
