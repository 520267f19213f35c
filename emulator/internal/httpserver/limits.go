package httpserver

import (
	"cmp"
	"time"
)

// Limits bound what clients can hold of a server. A zero field means its default.
type Limits struct {
	// Connections is the maximum number of connections; the default is 16,384. Requests on further ones get a 429 and are closed.
	Connections int
	// Head is the maximum length of the request line and the headers together, in bytes; the default is 64 KiB. net/http allows
	// 4 KiB more.
	Head int
	// Bodies is the maximum number of bytes of bodies that all requests hold together, not counting the first 4 KiB of each; the
	// default is 128 MiB. A request that exceeds it while others hold some is rejected as too slow. One request alone may
	// have more.
	Bodies int64
	// HeadTime is how long the head of a request may take, with the TLS handshake before it; the default is 10 seconds.
	HeadTime time.Duration
	// BodyTime is how long the body may take; the default is 30 seconds.
	BodyTime time.Duration
	// SendTime is how long a client may take none of a response; the default is 30 seconds.
	SendTime time.Duration
	// IdleTime is how long a connection may be idle between two requests; the default is 2 minutes.
	IdleTime time.Duration
}

// withDefaults returns the limits with the default in place of each zero.
func (l Limits) withDefaults() Limits {
	return Limits{
		Connections: cmp.Or(l.Connections, 16_384),
		Head:        cmp.Or(l.Head, 64<<10),
		Bodies:      cmp.Or(l.Bodies, 128<<20),
		HeadTime:    cmp.Or(l.HeadTime, 10*time.Second),
		BodyTime:    cmp.Or(l.BodyTime, 30*time.Second),
		SendTime:    cmp.Or(l.SendTime, 30*time.Second),
		IdleTime:    cmp.Or(l.IdleTime, 2*time.Minute),
	}
}
