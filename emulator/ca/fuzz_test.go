package ca_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/ca"
)

// FuzzParse checks that an authority which Parse accepts can be written and parsed again.
func FuzzParse(f *testing.F) {
	a, err := ca.New()
	require.NoError(f, err)
	whole, err := a.Private()
	require.NoError(f, err)
	f.Add(whole)
	f.Add(a.PEM())
	f.Add([]byte("-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----\n-----BEGIN EC PRIVATE KEY-----\n\n-----END EC PRIVATE KEY-----\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := ca.Parse(text)
		if err != nil {
			return
		}
		whole, err := a.Private()
		require.NoError(t, err)
		_, err = ca.Parse(whole)
		require.NoError(t, err)
	})
}
