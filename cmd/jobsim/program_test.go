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
	"polls": poll,
}

// poll gets /evs/v1/p/jobs/disk three times at once, whatever the responses say.
func poll() error {
	for range 3 {
		r, err := http.NewRequest(http.MethodGet, os.Getenv("JOBSIM_URL")+os.Getenv("SESSION_PATH")+"/evs/v1/p/jobs/disk", http.NoBody)
		if err != nil {
			return err
		}
		r.Header.Set("X-Auth-Token", "t")
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			return err
		}
		if err := resp.Body.Close(); err != nil {
			return err
		}
	}
	return nil
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
