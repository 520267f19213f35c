// Package rule describes what a scenario says about a client's calls: which calls a rule claims, and what happens to them.
// It knows nothing of HTTP: package wire asks it whether a call is claimed and carries out the effect.
//
// A rule counts every call that it is for: the operation fits, its conditions hold, the instant is within its window and the
// rule is armed. Whether another rule claims the call makes no difference, so nth 3 is the third call. Nth, Every and Chance
// select calls by their number; Rate lets through what a rate allows and claims the rest; Times bounds how many calls the rule
// claims. A Counter holds the counts of one rule. Draws are keyed by seed, rule and number, so that a run can be repeated from
// its seed. The first rule that claims a call wins.
package rule
