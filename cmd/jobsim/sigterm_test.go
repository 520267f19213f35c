package main

import (
	"bufio"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// TestSigtermDuringHang wants SIGTERM to end the process with the exit code 0 while a client waits for a response that never comes.
func TestSigtermDuringHang(t *testing.T) {
	t.Parallel()
	cmd := jobsimProcess(t.Context(), t, "serve", filepath.Join("testdata", "cases", "hang-and-sigterm.yaml"), "--listen", "127.0.0.1:0", "--tls-listen", "")
	stderr, err := cmd.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())

	log := bufio.NewScanner(stderr)
	require.True(t, log.Scan())
	at, err := url.Parse(gjson.Get(log.Text(), "urls.0").String())
	require.NoError(t, err, log.Text())
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", at.Host)
	require.NoError(t, err)
	defer func() { _ = conn.Close() }()
	_, err = conn.Write([]byte("GET /evs/v1/p/jobs/disk HTTP/1.1\r\nHost: x\r\nX-Auth-Token: t\r\n\r\n"))
	require.NoError(t, err)
	for taken := false; !taken; {
		_, body := get(t, http.DefaultClient, at.String()+"/__admin/rules")
		taken = gjson.Get(body, "rules.0.claimed").Int() == 1
		require.True(t, gjson.Get(body, "rules.0.claimed").Exists(), body)
	}
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))

	var lines []string
	for log.Scan() {
		lines = append(lines, log.Text())
	}
	require.NoError(t, cmd.Wait(), "exit code 0")
	require.Contains(t, strings.Join(lines, "\n"), "break hang")
	require.NotContains(t, strings.Join(lines, "\n"), "cut off")
	n, err := conn.Read(make([]byte, 1))
	require.Zero(t, n, "no byte of a response")
	require.Error(t, err)
}
