package ca

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"time"

	"github.com/jobsim/jobsim/emulator/clock"
)

// Authority signs server certificates.
type Authority struct {
	cert *x509.Certificate
	key  crypto.Signer
}

// Certificates are valid for a year, the longest that strict clients accept, and from a day ago, for clocks that differ.
const (
	validity = 365 * 24 * time.Hour
	slack    = 24 * time.Hour
)

// Hosts returns the names and addresses that every server certificate has.
func Hosts() []string {
	return []string{"localhost", "127.0.0.1", "::1", "jobsim", "host.docker.internal"}
}

// New returns a new authority, with a key of its own.
func New() (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	t, err := template("jobsim CA")
	if err != nil {
		return nil, err
	}
	t.IsCA, t.BasicConstraintsValid, t.MaxPathLenZero = true, true, true
	t.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return &Authority{cert, key}, err
}

// ErrPEM is returned by Parse for a text that has no authority.
var ErrPEM = errors.New("want a PEM file with a CERTIFICATE and the PRIVATE KEY that it is for")

// Parse returns the authority in a PEM text, as Private writes it. The key may be of any kind that signs. It returns an error
// that wraps ErrPEM if the certificate or its key is missing, or if the certificate is not an authority's or has expired.
func Parse(text []byte) (*Authority, error) {
	a := &Authority{}
	for block, rest := pem.Decode(text); block != nil; block, rest = pem.Decode(rest) {
		if err := a.add(block); err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrPEM, block.Type, err)
		}
	}
	if a.cert == nil || a.key == nil || !a.signsFor(a.key.Public()) {
		return nil, ErrPEM
	}
	if !a.cert.IsCA {
		return nil, fmt.Errorf("%w: this CERTIFICATE is a server's and cannot sign others (it lacks CA:TRUE)", ErrPEM)
	}
	if now := (clock.System{}).Now(); now.After(a.cert.NotAfter) {
		return nil, fmt.Errorf("%w: this CERTIFICATE expired at %s", ErrPEM, a.cert.NotAfter.Format(time.RFC3339))
	}
	return a, nil
}

// add sets the certificate or the key of a block. Further certificates are ignored: a chain begins with the certificate itself.
func (a *Authority) add(block *pem.Block) error {
	var err error
	var key any
	switch {
	case block.Type == "CERTIFICATE" && a.cert == nil:
		a.cert, err = x509.ParseCertificate(block.Bytes)
	case block.Type == "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case block.Type == "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case block.Type == "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	}
	if signer, ok := key.(crypto.Signer); ok && err == nil {
		a.key = signer
	}
	return err
}

// signsFor reports whether the certificate is for a key.
func (a *Authority) signsFor(key crypto.PublicKey) bool {
	one, ok := key.(interface {
		Equal(other crypto.PublicKey) bool
	})
	return ok && one.Equal(a.cert.PublicKey)
}

// PEM returns the authority's certificate, for clients to trust.
func (a *Authority) PEM() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.cert.Raw})
}

// Private returns the authority's certificate and key in PEM, as Parse reads them.
func (a *Authority) Private() ([]byte, error) {
	der, err := x509.MarshalPKCS8PrivateKey(a.key)
	if err != nil {
		return nil, err
	}
	return append(a.PEM(), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})...), nil
}

// Pool returns a pool with the authority's certificate alone.
func (a *Authority) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(a.cert)
	return pool
}

// Config returns a server's TLS configuration, with a new certificate for Hosts and the given names and addresses. Its least
// version is TLS 1.2: several Element clients require it, and none needs an older one.
func (a *Authority) Config(hosts ...string) (*tls.Config, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	t, err := template("jobsim")
	if err != nil {
		return nil, err
	}
	t.KeyUsage, t.ExtKeyUsage = x509.KeyUsageDigitalSignature, []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	for _, host := range append(Hosts(), hosts...) {
		if ip := net.ParseIP(host); ip != nil {
			t.IPAddresses = append(t.IPAddresses, ip)
		} else {
			t.DNSNames = append(t.DNSNames, host)
		}
	}
	der, err := x509.CreateCertificate(rand.Reader, t, a.cert, &key.PublicKey, a.key)
	if err != nil {
		return nil, err
	}
	return &tls.Config{
		MinVersion:   tls.VersionTLS12,
		Certificates: []tls.Certificate{{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key}},
	}, nil
}

func template(name string) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	now := clock.System{}.Now()
	return &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-slack), NotAfter: now.Add(validity),
	}, nil
}
