// Command bench measures what jobsim costs, beside a bare net/http server that writes the same bytes, and prints a table.
//
//	go -C testharness/bench run .                          # the table; some ten minutes, on a machine where nothing else runs
//	go -C testharness/bench run . -only polls,start        # some of its parts
//	go -C testharness/bench run . -svg bench.svg           # and a picture of the ratios
//	go -C testharness/bench run . -growth .                # curves: a poll's cost over jobs, sessions, connections, followers
//	go -C testharness/bench run . -keep ratios.json        # keep the ratios, for the next line
//	go -C testharness/bench run . -only polls -rounds 5 -time 1s -against ratios.json
//
// The servers are the built binaries, as processes, each pinned to one core; the loader is a process too, on another core, and
// keeps 32 connections busy. What is compared is the processor time of a request, as the operating system accounts it to the
// server's process: a loader in the server's process, or a machine with something else to do, would change throughput, but not
// that. Both sides of a pair take turns, and the order changes from round to round; the table has the median of the rounds, the
// lowest and the highest. If other processes took more than a twentieth of the machine the table is not printed: -busy prints it
// nevertheless, and each table says what else ran.
//
// Only Linux is measured: the figures come from /proc, and taskset pins the processes.
package main
