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

// The refusals of net/http are the owner's, about what could be read of the request.
func TestRefusals(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		status int
		body   string
	}{
		"\x00\r\n\r\n": {400, `refused GET / of ""`},
		"POST /json-rpc/12.8?x HTTP/1.1\r\nHost: a.b\r\nHost: a.b\r\n\r\n": {400, `refused POST /json-rpc/12.8 of "a.b"`},
		"GET /a%zz HTTP/1.1\r\nHost: a\r\n\r\n":                            {400, `refused GET / of "a"`},
		"GET /a HTTP/9.9\r\nHost: a\r\n\r\n":                               {505, `refused GET /a of "a"`},
		"GET /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n":       {501, `refused GET /a of "a"`},
		"GET /a HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n":            {417, `refused GET /a of "a"`},
		"GET http://b/a HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n":              {400, `refused GET /a of "a"`},
		"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n":                            {200, "0 bytes"},
	}
	for request, want := range tests {
		serve(t, httpserver.Limits{}, hello, nil, func(s *site) {
			c := s.dial()
			c.say(request)
			status, body := c.told()
			require.Equal(t, want.status, status, request)
			require.Equal(t, want.body, body, request)
		})
	}
}

// Each refusal is about the request that is refused, not about one before it.
func TestRefusalAfterAnAnswer(t *testing.T) {
	t.Parallel()
	serve(t, httpserver.Limits{}, hello, nil, func(s *site) {
		c := s.dial()
		c.say("POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n" + strings.Repeat("b", 500))
		_, body := c.told()
		require.Equal(t, "500 bytes", body)
		c.say("GET /second HTTP/1.1\r\nHost: y\r\nHost: z\r\n\r\n")
		_, body = c.told()
		require.Equal(t, `refused GET /second of "y"`, body)
		c.gone()
	})
}

// What a handler says is never taken for a refusal, not even if it is the same.
func TestHandlerSaysTheSame(t *testing.T) {
	t.Parallel()
	const same = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request"
	raw := func(w http.ResponseWriter, _ *http.Request) {
		for range 3 {
			_, _ = w.Write([]byte(same))
			_ = http.NewResponseController(w).Flush()
		}
	}
	serve(t, httpserver.Limits{}, raw, nil, func(s *site) {
		c := s.dial()
		c.say("GET / HTTP/1.0\r\n\r\n")
		_, body := c.told()
		require.Equal(t, same+same+same, body)
	})
}

// Under TLS all is the same, and a handler is told of the TLS.
func TestTLS(t *testing.T) {
	t.Parallel()
	authority, config := secured(t)
	now := time.Now() // when the certificate is from; in the bubble it is not made yet
	h := func(w http.ResponseWriter, r *http.Request) {
		if r.TLS != nil && r.TLS.HandshakeComplete {
			_, _ = w.Write([]byte("by TLS for " + r.TLS.ServerName))
		}
	}
	serve(t, httpserver.Limits{}, h, config, func(s *site) {
		s.tls = &tls.Config{RootCAs: authority.Pool(), ServerName: "localhost", Time: func() time.Time { return now }}
		c := s.dial()
		for range 2 {
			c.say(ask)
			_, body := c.told()
			require.Equal(t, "by TLS for localhost", body)
		}
		c.say("nonsense\r\n\r\n")
		status, body := c.told()
		require.Equal(t, http.StatusBadRequest, status)
		require.Equal(t, `refused GET / of ""`, body)
		require.Empty(t, s.logged())
	})
}

// A client that speaks HTTP where TLS is spoken is told so in HTTP. One that does not like the certificate, and one that
// speaks neither, gets into the log; one that only looked is nobody.
func TestNoHandshake(t *testing.T) {
	t.Parallel()
	_, config := secured(t)
	serve(t, httpserver.Limits{}, hello, config, func(s *site) {
		c := s.dial()
		c.say(ask)
		status, _ := c.told()
		require.Equal(t, http.StatusUpgradeRequired, status)
		require.Contains(t, s.logged(), "speaks HTTP where TLS is spoken")
	})
	serve(t, httpserver.Limits{}, hello, config, func(s *site) {
		s.tls = &tls.Config{ServerName: "localhost"}
		c := s.dial()
		_, err := c.Write([]byte("x"))
		require.Error(t, err)
		require.NoError(t, c.Conn.(*tls.Conn).NetConn().Close())
	})
	serve(t, httpserver.Limits{}, hello, config, func(s *site) {
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
