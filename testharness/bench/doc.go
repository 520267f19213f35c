// Command bench measures what jobsim costs and prints it as a table: each poll over the loopback interface beside a bare
// net/http handler that writes the same head and body in the same run, the same poll in worlds of ten to a million jobs, the memory
// of a resting job, and how long it takes to start.
//
//	go -C testharness/bench run .                  # the table
//	go -C testharness/bench run . -svg bench.svg   # and a picture of it
//	go -C testharness/bench test -bench .          # the same cases as Go benchmarks
//
// Ratios are what budgets speak of: both sides run in turns on the same machine, and the median of the rounds is printed, so a
// busy machine slows both. Absolute times are only good for the machine that the table names.
package main
