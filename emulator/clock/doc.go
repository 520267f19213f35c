// Package clock has the time of the emulator. Everything that a client can see, the Date header included, follows one Clock, and
// nothing else in the tree reads the time of day.
//
// A Clock has no timers, because nothing in jobsim waits. System is real time (and the fake time of a testing/synctest
// bubble). Every other clock is a Steered one: an anchor in another clock and a pace. At pace 1 and not moved it is its base,
// at 60 it runs sixty times as fast, at 0 it stops until it is moved ("manual"), until it is resumed ("paused"), or until a
// response moves it ("skipping"). So a clock can change its mode while it is in use, a copy of it is two words, and a session
// has one time.
//
// A clock never runs backward. To look at another past, fork the session before, or restore a snapshot.
package clock
