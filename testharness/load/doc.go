// Command load measures what a whole jobsim stands: a server process of its own over loopback, asked by this one.
//
//	go -C testharness/load run . -connections 10000   # hold open connections and poll on each of them
//	go -C testharness/load run . -polls 1000000       # send polls at full speed
//	go -C testharness/load run . -for 30m             # go on at full speed, and see whether memory and goroutines stay flat
//	go -C testharness/load run . -term 5              # SIGTERM at full speed, five times: is an answer lost that was begun?
//	go -C testharness/load run . -slow 300            # clients that send and take too slowly, 300 of each kind
//
// Flags can be given together; each is a row of the table at the end, in this order. jobsim is built, started on a free port
// with the shipped scenario "demo", and ended by its process id. -binary starts another one, and -url with -pid measures a
// server that runs already (not -term, which ends its servers). The exit code is 1 if an answer was lost, something did not
// stay flat, or a slow client was not let go.
//
// It polls a job of each API in turn, one request at a time on each connection, and reads each answer to its end. A request
// is an error if its answer is not 200. An answer is cut off if a part of it came and not the whole; a request stays
// unanswered if its connection ended before the first byte, as an HTTP server may do with one that it keeps for
// further requests, and then it can be sent again. What a server has begun to answer is what its log says that it answered.
//
// Memory is the server's resident set as /proc has it, so it runs on Linux only; goroutines and heap are from
// /__admin/metrics. Both processes want as many open files as there are connections: the limit is raised as far as the
// system allows.
package main
