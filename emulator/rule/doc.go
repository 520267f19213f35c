// Package rule is what a scenario says about a client's calls, as values: which calls a rule claims and what becomes of
// them. It decides nothing about HTTP: package wire asks it whether a call is claimed and carries the effect out.
//
// A rule claims a call when the operation fits and all its conditions hold. It counts the calls that it could claim; times
// picks some of them by number, and chance by a draw keyed by seed, rule and number, so that a printed seed reproduces a
// run. The first rule in order that claims a call wins; one that is spent lets the next have it.
package rule
