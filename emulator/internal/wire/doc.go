// Package wire is what every protocol needs of HTTP, and knows no protocol's envelope.
//
// The way of one request: the facade makes a Call, which carries the world that the request is answered from, and picks
// the API by its path. The API's router picks an Op: it is asked which (Route), and does not serve. The Op decodes the Call into a question, does it in the world,
// and encodes the answer; whatever goes wrong on the way goes through the Op's own Fail, which is the vendor's envelope.
// A Recorder stands between the Op and the connection: it stamps the headers that follow the emulator's clock at the
// moment when the answer's head is written, and remembers what was sent for the log. Whatever an API writes on knows its Call
// (From).
//
// A Journal has an entry for each request: made at its arrival, completed and packed into one string at its end, and rendered
// only when somebody reads it. What could be a secret is left out when the entry is made: headers but for a list of plain ones, what stands under
// the names of secrets in a body or a query, and whatever nobody can read. A call that changed the world is also noted
// there, as far as it takes to replay it.
//
// Where the clock skips, the head of an answer is where it does: what is told is computed by then, and the client cannot
// have asked again.
//
// Everything here is paid by every poll, so it is kept cheap where that costs no clarity: what belongs to one call lies in it
// in one piece, and the answers to polls are Appenders. testharness/bench tells what it comes to.
//
// A native error on its way out is a *APIError: a row of the API's error table and the words that fill its message.
package wire
