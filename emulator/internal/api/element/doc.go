// Package element is the JSON-RPC API of NetApp Element software (SolidFire): POST /json-rpc/<version>, one object with a
// method, its params and an id.
//
// The way of a request: endpoint answers in HTML what gets no further (an unknown version, another verb, no credentials, a
// body over the limit), readMessage reads the JSON body or the query string, and gorilla/rpc finds the method of that name
// on service. Our codec only carries the message in and the result or error out; the envelope is written after, so that
// gorilla/rpc never writes a byte. Parameter and result types are exported because gorilla/rpc asks for that; nobody
// outside uses them. Results declare their members in alphabetical order, as Element writes them.
//
// Asynchronous methods start a job and answer its asyncHandle. GetAsyncResult has two words, running and complete, and a
// failed job is complete with an error. Scenarios write preparing, running, complete or failed; about is what a job is
// about, say what a step adds, and shapes.go what each type of job tells unless the scenario says otherwise.
//
// A bulk volume session without a script is driven by the holder of its key: UpdateBulkVolumeStatus ends the step that
// waits for the reported word (until: complete), or else ends the job there and then. A volume is a resource of the world:
// its status follows from the clone that makes it and from the calls that changed it.
//
// Chosen without evidence: the answer to a malformed request (xInvalidAPIParameter), the wording of the HTML pages, 405
// and 413, texts of wrong types and limits, the refusal of a third bulk job (xExceededLimit) or clone
// (xMaxClonesPerVolumeExceeded) of a volume, details and results of other types than BulkVolume, Clone and DriveAdd, and
// how long jobs take. Unless element.volumes is strict, every volume that a call names is there.
//
// Not emulated: iSCSI and the data of bulk sessions, snapshots (each snapshotID will do), QoS policies, pairing, events,
// faults, access rights and the per-node endpoint on port 442: each method answers on every path.
package element
