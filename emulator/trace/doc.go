// Package trace reads recorded HTTP traffic and returns it as exchanges: a request, its response, and when they happened.
//
// Read finds out by content what a file is:
//
//   - HAR 1.2, as browsers and mitmproxy write it (har.go);
//   - HTTP messages as they are on the wire, such as request.http and response.http (message.go);
//   - the journal of jobsim itself (journal.go);
//   - everything else is a log, read line by line (log.go, prefix.go, record.go). A log can hold the dumps of the round
//     trippers of gophertelekomcloud, golangsdk, gophercloud and the Huawei SDK under Terraform, in its plain and its JSON form
//     (dump.go), `openstack --debug` (keystone.go), the debug lines of the SolidFire SDKs (solidfire.go, python.go), and
//     `curl -v` or `curl --trace-ascii` (curl.go, curltrace.go). One log may hold several of them.
//
// Parts of exchanges that run in parallel are interleaved in a log. pairing.go puts them together: by the log's own number of
// the exchange where there is one, else by what the messages say (a job's ID in path and body, a JSON-RPC id), else in order.
//
// A trace is often damaged: lines are cut, bodies are left out, tokens are masked. Read uses what there is and lists the rest
// as remarks, each with its line. It returns an error only if the input cannot be read. Memory is bounded whatever the input:
// one message at a time, at most MaxMessage bytes of it, and at most maxPending requests that wait for their response.
//
// Nothing is masked here: the exchanges hold whatever the trace holds, secrets included. Package infer replaces them.
package trace
