package httpserver_test

import (
	"crypto/tls"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/ca"
	"github.com/jobsim/jobsim/emulator/internal/httpserver"
)

// TestRejections checks that the owner writes every rejection of net/http, for what could be read of the request.
func TestRejections(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
	}{
		"\x00\r\n\r\n": {400, `rejected GET / of ""`},
		"POST /json-rpc/12.8?x HTTP/1.1\r\nHost: a.b\r\nHost: a.b\r\n\r\n": {400, `rejected POST /json-rpc/12.8 of "a.b"`},
		"GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n":                            {400, `rejected GET / of "a"`},
		"GET /a HTTP/9.9\r\nHost: a\r\n\r\n":                               {505, `rejected GET /a of "a"`},
		"GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n":       {501, `rejected GET /a of "a"`},
		"GET /a HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n":            {417, `rejected GET /a of "a"`},
		"GET http://b/a HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n":              {400, `rejected GET /a of "a"`},
		"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n":                            {200, "0 bytes"},
	}
	for request, want := range tests {
		serve(t, httpserver.Limits{}, hello, nil, func(s *testServer) {
			c := s.dial()
			c.send(request)
			status, body := c.result()
			require.Equal(t, want.status, status, request)
			require.Equal(t, want.body, body, request)
		})
	}
}

// TestRejectionAfterResponse checks that a rejection is for the request that is rejected, not for one before it.
func TestRejectionAfterResponse(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{}, hello, nil, func(s *testServer) {
		c := s.dial()
		c.send("POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n" + strings.Repeat("b", 500))
		_, body := c.result()
		require.Equal(t, "500 bytes", body)
		c.send("GET /second HTTP/1.1\r\nHost: y\r\nHost: z\r\n\r\n")
		_, body = c.result()
		require.Equal(t, `rejected GET /second of "y"`, body)
		c.requireClosed()
	})
}

// TestHandlerWritesTheSame checks that what a handler writes is never taken for a rejection, even if it is the same text.
func TestHandlerWritesTheSame(t *testing.T) {
	t.Parallel()
	const same = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request"
	raw := func(w http.ResponseWriter, _ *http.Request) {
		for range 3 {
			_, _ = w.Write([]byte(same))
			_ = http.NewResponseController(w).Flush()
		}
	}
	serve(t, httpserver.Limits{}, raw, nil, func(s *testServer) {
		c := s.dial()
		c.send("GET / HTTP/1.0\r\n\r\n")
		_, body := c.result()
		require.Equal(t, same+same+same, body)
	})
}

// TestTLS checks responses and rejections over TLS, and that a handler gets the state of the connection.
func TestTLS(t *testing.T) {
	t.Parallel()
	authority, config := secured(t)
	now := time.Now() // the bubble's clock is before the certificate's time
	h := func(w http.ResponseWriter, r *http.Request) {
		if r.TLS != nil && r.TLS.HandshakeComplete {
			_, _ = w.Write([]byte("by TLS for " + r.TLS.ServerName))
		}
	}
	serve(t, httpserver.Limits{}, h, config, func(s *testServer) {
		s.tls = &tls.Config{RootCAs: authority.Pool(), ServerName: "localhost", Time: func() time.Time { return now }}
		c := s.dial()
		for range 2 {
			c.send(get)
			_, body := c.result()
			require.Equal(t, "by TLS for localhost", body)
		}
		c.send("nonsense\r\n\r\n")
		status, body := c.result()
		require.Equal(t, http.StatusBadRequest, status)
		require.Equal(t, `rejected GET / of ""`, body)
		require.Empty(t, s.logged())
	})
}

// TestNoHandshake checks that plain HTTP to a port with TLS gets a response in plain HTTP, that a failed handshake is logged, and
// that a connection without any data is not.
func TestNoHandshake(t *testing.T) {
	t.Parallel()
	_, config := secured(t)
	serve(t, httpserver.Limits{}, hello, config, func(s *testServer) {
		c := s.dial()
		c.send(get)
		status, _ := c.result()
		require.Equal(t, http.StatusUpgradeRequired, status)
		require.Contains(t, s.logged(), "plain HTTP to a port with TLS")
	})
	serve(t, httpserver.Limits{}, hello, config, func(s *testServer) {
		s.tls = &tls.Config{ServerName: "localhost"}
		c := s.dial()
		_, err := c.Write([]byte("x"))
		require.Error(t, err)
		require.NoError(t, c.Conn.(*tls.Conn).NetConn().Close())
	})
	serve(t, httpserver.Limits{}, hello, config, func(s *testServer) {
		require.NoError(t, s.dial().Close())
	})
}

func secured(t *testing.T) (*ca.Authority, *tls.Config) {
	t.Helper()
	authority, err := ca.New()
	require.NoError(t, err)
	config, err := authority.Config()
	require.NoError(t, err)
	return authority, config
}
