package wire_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/clock"
	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/internal/world"
)

func call(r *http.Request, auth string) *wire.Call {
	return &wire.Call{Request: r, World: world.New(clock.System{}, 1, map[string]string{"auth": auth})}
}

// Who may call with Basic credentials.
func TestAdmitted(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name           string
		auth           string
		user, password string
		want           bool
	}{
		{"anybody", "any", "admin", "admin", true},
		{"anybody without a password", "any", "admin", "", true},
		{"nobody", "any", "", "secret", false},
		{"a world without settings", "", "admin", "admin", true},
		{"the known user", "strict", wire.KnownUser, wire.KnownPassword, true},
		{"a wrong password", "strict", wire.KnownUser, "no", false},
		{"a wrong user", "strict", "admin", wire.KnownPassword, false},
		{"nothing", "strict", "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			require.False(t, call(r, tt.auth).Admitted(), "no credentials at all")
			r.SetBasicAuth(tt.user, tt.password)
			require.Equal(t, tt.want, call(r, tt.auth).Admitted())
		})
	}
}

// The setting offers its defaults, and the known ids look like IAM's.
func TestKnown(t *testing.T) {
	t.Parallel()
	s := wire.AuthSetting()
	require.Contains(t, s.Values, s.Documented)
	require.Contains(t, s.Values, s.Observed)
	for _, id := range []string{wire.KnownUserID, wire.KnownDomainID, wire.KnownProjectID} {
		require.Regexp(t, `^[0-9a-f]{32}$`, id)
	}
	require.Len(t, wire.KnownAccessKey, 20)
	require.Len(t, wire.KnownSecretKey, 40)
}

// The URL as the client sent it, and what the emulator's own URLs begin with.
func TestSent(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name         string
		target, host string // as sent
		prefix, path string // as the API sees it
		forwarded    string
		secure       bool
		sent, origin string
	}{
		{"plain", "/v3/auth/tokens", "a:8080", "", "/v3/auth/tokens", "", false, "/v3/auth/tokens", "http://a:8080"},
		{"prefix", "/iam/v3/x?a=b", "a", "/iam", "/v3/x", "", false, "/iam/v3/x", "http://a"},
		{"prefix alone", "/iam", "a", "/iam", "/", "", false, "/iam", "http://a"},
		{"prefix and slash", "/iam/", "a", "/iam", "/", "", false, "/iam/", "http://a"},
		{"a session before it", "/s/7/iam/v3", "a", "/iam", "/v3", "", false, "/s/7/iam/v3", "http://a/s/7"},
		{"a session's root", "/s/7/iam", "a", "/iam", "/", "", false, "/s/7/iam", "http://a/s/7"},
		{"an encoded slash", "/evs/v1/p%2Fq/jobs", "a", "/evs", "/v1/p%2Fq/jobs", "", false, "/evs/v1/p%2Fq/jobs", "http://a"},
		{"https", "/v3", "a:8443", "", "/v3", "", true, "/v3", "https://a:8443"},
		{"a proxy", "/v3", "a", "", "/v3", "https", false, "/v3", "https://a"},
		{"two proxies", "/v3", "a", "", "/v3", "https, http", false, "/v3", "https://a"},
		{"a proxy that talks rubbish", "/v3", "a", "", "/v3", "gopher", true, "/v3", "https://a"},
		{"never on a wire", "", "a", "/iam", "/v3", "", false, "/iam/v3", "http://a"},
		{"another path than it was sent by", "/other", "a", "/iam", "/v3", "", false, "/other", "http://a"},
		{"no host", "/v3", "", "", "/v3", "", false, "/v3", "http://localhost"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodGet, tt.path, nil)
			r.RequestURI, r.Host = tt.target, tt.host
			if tt.forwarded != "" {
				r.Header.Set("X-Forwarded-Proto", tt.forwarded)
			}
			if tt.secure {
				r.TLS = &tls.ConnectionState{}
			}
			c := call(r, "any")
			c.Prefix = tt.prefix
			require.Equal(t, tt.sent, c.Sent().EscapedPath())
			require.Equal(t, tt.origin, c.Origin())
		})
	}
}
