// Package clock says what time the emulator has. Everything that a client can see, the Date header included, follows
// one Clock, and nothing else in the tree asks for the time of day.
//
// A Clock only tells; it has no timers, because nothing in jobsim waits. System is real time (and the fake time of a
// testing/synctest bubble), Scaled runs faster, Manual stands still until it is moved.
package clock
