// Package rule describes what a scenario says about a client's calls: which calls a rule claims, and what happens to them.
// It knows nothing of HTTP: package wire asks it whether a call is claimed and carries out the effect.
//
// A rule claims a call if it is for the operation, all its conditions hold, and the number of the call is one that it takes.
// A chance draws among those calls, keyed by seed, rule and number, so that a run can be repeated from its seed. The first
// rule that claims a call wins.
package rule
