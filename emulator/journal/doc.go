// Package journal records what clients requested of a session and what they got.
//
// A [Journal] has one [Entry] for each request, in the order of arrival. The entry is added by Begin when the request arrives,
// so a request that is still in flight is there too, and completed by End. It says which operation was called, with which status
// the server responded, which jobs the response showed and how ([JobView]), and which rule changed the response.
// [Journal.Entries] returns the entries that a [Filter] selects, [Journal.Wait] returns when a job was polled a number of times,
// and [Journal.Follow] calls a function for each entry when it ends.
//
// A journal is bounded in entries and in bytes; the oldest entries are evicted, and [Journal.Dropped] returns how many.
// A completed entry is kept packed into one string and unpacked when it is read: ten thousand structs of a dozen pointers
// each would cost the garbage collector as much as all else that a poll costs.
//
// Nothing in an entry is secret: headers outside a list of plain ones, members of a body and arguments of a query that are named
// like secrets, and bodies that are no JSON are replaced ("***", or their size) before the entry is added. See redact.go.
package journal
