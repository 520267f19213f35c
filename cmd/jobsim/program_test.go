package main

import (
	"crypto/tls"
	"io"
	"net/http"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// clientPrograms are the clients that the test binary can be, by the value of asClient.
var clientPrograms = map[string]func() error{
	"https": getHTTPS,
}

// clientCommand returns the command line of a client program, for jobsim run.
func clientCommand(t *testing.T, name string) []string {
	t.Helper()
	requireTools(t, "env")
	binary, err := os.Executable()
	require.NoError(t, err)
	return []string{"env", asClient + "=" + name, binary}
}

// getHTTPS gets /healthz by HTTPS with what the system and the environment trust, and prints it.
func getHTTPS() error {
	resp, err := (&http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{}}}).Get(os.Getenv("JOBSIM_HTTPS_URL") + "/healthz")
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(os.Stdout, resp.Body)
	return err
}
