// Package element emulates the JSON-RPC API of NetApp Element software (SolidFire): POST /json-rpc/<version>, one object
// with a method, its params and an id.
//
// The endpoint writes HTML for a request that reaches no method (an unknown version, another verb, no credentials, a body
// over the limit). readMessage reads the JSON body or the query string, and gorilla/rpc finds the method of that name on
// service. The codec only passes the message in and the result or error out; the envelope is written afterwards, so that
// gorilla/rpc never writes a byte. Parameter and result types are exported because gorilla/rpc requires it. Results
// declare their members in alphabetical order, as Element writes them.
//
// Asynchronous methods start a job and return its asyncHandle. GetAsyncResult has two statuses, running and complete, and
// a failed job is complete with an error. Scenarios write preparing, running, complete or failed. attributes describes a
// job, payload what a step adds, and shapes.go has the default details, result and error of each type of job.
//
// A bulk volume session without a script is driven by UpdateBulkVolumeStatus: a report ends the step that waits for the
// reported status (until: complete), or else ends the job at once. A volume is a resource of the world: its status follows
// from the clone that makes it and from the calls that changed it.
//
// [inferred], because no source settles it: the error for a malformed request (xInvalidAPIParameter), the wording of the
// HTML pages, 405 and 413, texts of wrong types and limits, the error for a third bulk job (xExceededLimit) or clone
// (xMaxClonesPerVolumeExceeded) of a volume, details and results of types other than BulkVolume, Clone and DriveAdd, and
// how long jobs take. Unless element.volumes is strict, every volume that a call names exists.
//
// Not emulated: iSCSI and the data of volumes, bulk sessions and snapshots, I/O (statistics are 0), pairing, events, faults,
// access rights and the per-node endpoint on port 442: every method is served on every path.
package element
