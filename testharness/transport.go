package testharness

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
)

// Client returns an HTTP client whose requests never leave the process, whatever their host. It is the one to use inside a
// testing/synctest bubble. Its Transport is that of Sim.Transport.
func (s *Sim) Client() *http.Client { return &http.Client{Transport: s.Transport()} }

// Transport returns a new transport that connects to this Sim in memory, for clients that want an *http.Transport. It
// serves every host, over HTTP and, with a certificate that it trusts, over HTTPS. Its Dial functions must stay.
//
// It opens a connection for each request, so that net/http never repeats one by itself after a broken response, as it may
// on a connection that was used before. To have connections kept, set MaxIdleConnsPerHost to 1 or more.
func (s *Sim) Transport() *http.Transport {
	return &http.Transport{
		DialContext:         s.Dial,
		DialTLSContext:      s.dialTLS,
		MaxIdleConnsPerHost: -1,
		ReadBufferSize:      bufferSize,
		WriteBufferSize:     bufferSize,
	}
}

// bufferSize is large enough for a poll and its response, in bytes.
const bufferSize = 1 << 10

// Dial connects to this Sim in memory, speaking HTTP. Network and address are ignored: they are parameters so that Dial
// can be the DialContext of a transport.
func (s *Sim) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	return s.dial(ctx, func(c net.Conn) net.Conn { return c })
}

// dialTLS connects in memory, speaking HTTPS under the name of the host.
func (s *Sim) dialTLS(ctx context.Context, _, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	server, client, err := s.local.tls(host)
	if err != nil {
		return nil, err
	}
	conn, err := s.dial(ctx, func(c net.Conn) net.Conn { return tls.Server(c, server) })
	if err != nil {
		return nil, err
	}
	secure := tls.Client(conn, client)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return secure, nil
}

// dial connects in memory. The listener accepts what serve makes of its end of the connection.
func (s *Sim) dial(ctx context.Context, serve func(net.Conn) net.Conn) (net.Conn, error) {
	if wrong := s.wrongBubble(); wrong != "" {
		return nil, fmt.Errorf("%s: %s", s, wrong)
	}
	s.stalled()
	l, err := s.local.listen()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s, err)
	}
	return l.Dial(ctx, serve)
}
