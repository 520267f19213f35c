// Package redis keeps the logs of sessions in Redis 6.2 or newer, or Valkey, for several replicas at a time.
//
// A log is a stream whose entries have the numbers of the records as IDs. A replica owns it by a lease: a key that ends by itself, whose
// value has a fencing number, which grows with each owner, and the replica's URL. A script appends records only if the lease has the
// number that the caller got, in one atomic step, so a replica that was asleep cannot add to what its successor has read. The same
// records can be appended again, after a connection was lost, and are there once. A replica renews its leases, and stops serving a
// session a while before the lease of it ends by its own clock.
//
// How durable a record is that was appended is up to the engine: "appendonly yes" and "appendfsync always" lose none.
package redis
