package ca_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/ca"
)

// TestClientTrustsWhatItSigned talks TLS with a client that trusts the authority alone.
func TestClientTrustsWhatItSigned(t *testing.T) {
	t.Parallel()
	a, err := ca.New()
	require.NoError(t, err)
	text, err := a.Private()
	require.NoError(t, err)
	again, err := ca.Parse(text)
	require.NoError(t, err)

	srv := httptest.NewUnstartedServer(http.NotFoundHandler())
	srv.TLS, err = again.Config("evs.example.org")
	require.NoError(t, err)
	srv.StartTLS()
	defer srv.Close()
	for _, name := range []string{"", "localhost", "evs.example.org"} {
		client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: a.Pool(), ServerName: name}}}
		res, err := client.Get(srv.URL)
		require.NoError(t, err, "as %q", name)
		require.NoError(t, res.Body.Close())
		client.CloseIdleConnections()
	}
	stranger := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: a.Pool(), ServerName: "elsewhere"}}}
	_, err = stranger.Get(srv.URL)
	require.ErrorContains(t, err, "certificate")
}

func TestParseRefusesWhatIsNoAuthority(t *testing.T) {
	t.Parallel()
	a, err := ca.New()
	require.NoError(t, err)
	other, err := ca.New()
	require.NoError(t, err)
	mixed, err := other.Private()
	require.NoError(t, err)
	for _, text := range [][]byte{nil, []byte("no PEM"), a.PEM(), append(a.PEM(), mixed[len(other.PEM()):]...)} {
		_, err := ca.Parse(text)
		require.ErrorIs(t, err, ca.ErrPEM)
	}
}
