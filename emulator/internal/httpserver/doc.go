// Package port stands between sockets and a handler. It bounds what slow or hostile clients can hold, and puts the refusals
// that net/http writes by itself, before any handler is asked, into a form that the handler's owner knows.
//
// What a client can hold is in Limits: a connection takes a seat, of which there are so many; the head of a request, its
// body and the taking of an answer each have a time of their own, counted anew for each request, so that an answer that
// a client waits for, such as a long poll or a stream of events, may take as long as it likes.
//
// net/http refuses what is no HTTP with a line of text, straight on the connection. A conn knows these lines, since no
// handler is at work then and no answer of a handler begins so, and asks Options.Refuse for an answer in their place. What
// the request was about is read from the beginning of its head, as far as that can be read.
//
// TLS is done here and not in net/http, for the same reason: net/http would want the *tls.Conn itself.
package httpserver
