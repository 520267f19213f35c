// Package apitest is what every API owes, as functions that a test calls.
//
// Serve puts one API alone on a manual clock, for tests beside its code. Run is the conformance suite: it is called over
// the facade's list of APIs, so a new API is held to it without a line of its own.
package apitest
