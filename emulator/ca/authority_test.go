package ca_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/ca"
)

// TestClientTrustsWhatItSigned does a TLS handshake with a client that trusts the authority alone.
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

// TestParseTakesKeysOfEachKind signs with authorities as other programs make them: openssl with an RSA key, as mkcert does, with
// an elliptic one in its own format, and with Ed25519.
func TestParseTakesKeysOfEachKind(t *testing.T) {
	t.Parallel()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	curveKey, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	require.NoError(t, err)
	curve, err := x509.MarshalECPrivateKey(curveKey)
	require.NoError(t, err)
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	plain, err := x509.MarshalPKCS8PrivateKey(edwards)
	require.NoError(t, err)
	year := time.Now().AddDate(1, 0, 0)
	for name, test := range map[string]struct {
		key   crypto.Signer
		block pem.Block
	}{
		"RSA":     {rsaKey, pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(rsaKey)}},
		"EC":      {curveKey, pem.Block{Type: "EC PRIVATE KEY", Bytes: curve}},
		"Ed25519": {edwards, pem.Block{Type: "PRIVATE KEY", Bytes: plain}},
	} {
		key := pem.EncodeToMemory(&test.block)
		a, err := ca.Parse(append(certificate(t, test.key, true, year), key...))
		require.NoError(t, err, name)
		_, err = a.Config()
		require.NoError(t, err, name)

		_, err = ca.Parse(append(certificate(t, test.key, false, year), key...))
		require.ErrorContains(t, err, "lacks CA:TRUE", name)
		_, err = ca.Parse(append(certificate(t, test.key, true, time.Now().Add(-time.Hour)), key...))
		require.ErrorContains(t, err, "expired at 20", name)
	}
}

// certificate returns a self-signed certificate.
func certificate(t *testing.T, key crypto.Signer, authority bool, until time.Time) []byte {
	t.Helper()
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mine"}, NotAfter: until, IsCA: authority, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}
