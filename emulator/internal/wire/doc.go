// Package wire is what every protocol needs of HTTP. It knows no protocol's envelope.
//
// The way of one request: the Dispatcher makes a Call of it, which has the world that the request is served from, and finds the API
// by its path. Route finds the handler among the API's routes, which is mostly an Op. The Op decodes the Call, carries it out in the
// world, and encodes the result; whatever goes wrong on the way goes through the Op's own Fail, which writes the vendor's envelope.
// A Recorder is between the Op and the connection: it sets the headers that follow the emulator's clock when the head of the
// response is written, and keeps what was sent for the log. Every ResponseWriter that an API gets has the Call (CallOf).
//
// A journal entry is added when a request arrives and completed when its response ends (entry.go). A call that changed the world
// is also kept in the world's log, as far as it takes to replay it (loggedrequest.go).
//
// A skipping clock moves when the head of a response is written: what the response shows is computed by then, and the client
// cannot have sent its next request.
//
// Everything here is paid by every poll, so it is kept cheap where that costs no clarity: what belongs to one call is one
// allocation, and the responses to polls are Appenders. See testharness/bench for what it costs.
//
// A native error on its way out is an *APIError: a row of the API's error table and the words that fill its message.
package wire
