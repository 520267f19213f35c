// Package peers has the same test once for each of some emulators that run in a test's process: start, one request, close. The
// program bench builds them and compares what each costs: the size of the test's binary, what its packages do before the first
// test, and a start.
package peers
