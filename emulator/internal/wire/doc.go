// Package wire is what every protocol needs of HTTP, and knows no protocol's envelope.
//
// The way of one request: the facade makes a Call, which carries the world that the request is answered from, and picks
// the API by its path. The API's router picks an Op. The Op decodes the Call into a question, does it in the world,
// and encodes the answer; whatever goes wrong on the way goes through the Op's own Fail, which is the vendor's envelope.
// A Recorder stands between the Op and the connection: it stamps the headers that follow the emulator's clock at the
// moment when the answer's head is written, and remembers what was sent for the log.
//
// A native error on its way out is a *Refusal: a row of the API's error table and the words that fill its message.
package wire
