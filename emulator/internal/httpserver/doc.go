// Package httpserver serves an http.Handler on listeners. It bounds what slow or hostile clients can hold, shuts down without
// cutting requests off, and lets the handler's owner write the responses to requests that never reach the handler.
//
// The bounds are in Limits. A connection takes a slot, of which there are so many. The head of a request, its body and the
// sending of its response each have a time limit, counted anew for each request; how long the handler takes is not limited,
// so a long poll or a stream of events may last.
//
// net/http rejects what is not HTTP, or over its limits, by itself: it writes a line of text on the connection before any
// handler is called. So a conn takes every write before the handler is called for a rejection, reads no more of it than the
// status that each HTTP response begins with, and calls Options.Reject to write the response in its place. Method, path and
// host of such a request are taken from the beginning of its head as far as this can be read.
//
// The TLS handshake is done here and not in net/http: net/http would need the *tls.Conn itself and not a conn around it.
//
// HTTP/2 is not offered: responses that were recorded from the real gateway ("Server: api-gateway", in an issue of
// huaweicloud/terraform-provider-huaweicloud, number 1944) have "Connection: keep-alive", which HTTP/2 forbids. That customers'
// own instances of the gateway can offer it (API Gateway's product description) says nothing about the services' endpoints.
package httpserver
