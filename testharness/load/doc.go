// Command load measures a jobsim that serves the shipped scenario "demo", over loopback and from a process of its own: what
// idle connections cost, how fast it answers polls, whether its memory and its goroutines stay flat, and whether an answer
// gets lost when it is told to stop.
//
//	go build -o /tmp/jobsim ./cmd/jobsim
//	/tmp/jobsim serve --log-level error demo &
//	go run ./testharness/load -pid $! -connections 10000 -requests 1000000 -duration 30m -term
//
// It polls a job of each API in turn, one request at a time on each connection, and reads each answer to its end. A request
// is an error if its answer is not 200. An answer is cut off if a part of it came and not the whole; a request stays
// unanswered if its connection ended before the first byte, as an HTTP server may do with one that it keeps for
// further requests, and then it can be sent again.
//
// Memory is the server's resident set as /proc tells it, so it runs on Linux only; goroutines are from /__admin/metrics.
package main
