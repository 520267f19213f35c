package httpserver

import (
	"cmp"
	"time"
)

// Limits bound what clients can hold of a server. A zero field stands for its default.
type Limits struct {
	// Connections are how many clients are served at one time; 0 stands for 16,384. Who comes beyond that is told so and
	// let go.
	Connections int
	// Head is how many bytes the request line and the headers may have together; 0 stands for 64 KiB. net/http allows
	// 4 KiB more.
	Head int
	// Bodies are how many bytes of bodies all requests together may hold, but for the first 4 KiB of each, which no poll
	// exceeds; 0 stands for 128 MiB. Who sends more meanwhile is told that it came too slowly. One request alone may have more.
	Bodies int64
	// HeadTime is how long a head may take to come whole, and a TLS handshake with it; 0 stands for 10 seconds.
	HeadTime time.Duration
	// BodyTime is how long a body may take to come whole; 0 stands for 30 seconds.
	BodyTime time.Duration
	// SendTime is how long a client may take nothing of an answer; 0 stands for 30 seconds.
	SendTime time.Duration
	// IdleTime is how long a connection may rest between two requests; 0 stands for 2 minutes.
	IdleTime time.Duration
}

// settled puts the defaults in.
func (l Limits) settled() Limits {
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
