package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"github.com/jobsim/jobsim/emulator"
)

// server is a running "jobsim serve".
type server struct {
	endpoints
	t     *testing.T
	log   logLines
	ended chan int
	stop  context.CancelFunc
}

// logLines receives the lines of a log, with room for more than any test writes.
type logLines chan string

func (b logLines) Write(line []byte) (int, error) {
	b <- string(line)
	return len(line), nil
}

// serving starts serve at free ports and returns once its log has the message "serving". What it prints goes to out.
func serving(t *testing.T, out io.Writer, args ...string) *server {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	s := &server{t: t, log: make(logLines, 1000), ended: make(chan int, 1), stop: stop}
	file := filepath.Join(t.TempDir(), "endpoints.json")
	args = append([]string{"serve", "--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0", "--endpoints-file", file}, args...)
	go func() {
		s.ended <- run(ctx, args, strings.NewReader(""), out, s.log)
		close(s.log)
	}()
	t.Cleanup(func() { s.end() })
	s.until("serving")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &s.endpoints))
	return s
}

// until reads the log up to a line with this message, and returns the line.
func (s *server) until(message string) gjson.Result {
	s.t.Helper()
	for text := range s.log {
		if line := gjson.Parse(text); line.Get("msg").String() == message {
			return line
		}
	}
	s.t.Fatalf("the log ends without %q", message)
	return gjson.Result{}
}

// end ends it as SIGTERM does and returns its exit code.
func (s *server) end() int {
	s.stop()
	code := <-s.ended
	s.ended <- code
	return code
}

// get requests a URL and returns the status and the body of the response.
func get(t *testing.T, client *http.Client, url string) (status int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	req.Header.Set("X-Auth-Token", "t")
	res, err := client.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(text)
}

func TestServe(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	caFile := filepath.Join(dir, "ca.pem")
	var out strings.Builder
	s := serving(t, &out, "--ca-file", caFile, "--print-env", "openstack")
	require.Equal(t, emulator.KnownCredentials(), s.Credentials)
	require.Equal(t, caFile, s.CAFile)

	status, body := get(t, http.DefaultClient, s.APIs["evs"].URL+"/v1/p/jobs/disk")
	require.Equal(t, http.StatusOK, status, body)
	require.Equal(t, "INIT", gjson.Get(body, "status").String())
	line := s.until("answered")
	require.Equal(t, "evs", line.Get("api").String())
	require.Equal(t, `["disk INIT → RUNNING"]`, line.Get("jobs").Raw)
	require.Contains(t, line.Get("why").String(), "poll 1 of 1")

	pem, err := os.ReadFile(caFile)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	require.True(t, pool.AppendCertsFromPEM(pem))
	secure := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	defer secure.CloseIdleConnections()
	status, _ = get(t, &http.Client{Transport: secure}, s.HTTPS+"/readyz")
	require.Equal(t, http.StatusOK, status)

	require.Equal(t, exitOK, jobsim(t, "healthcheck", s.URL).code)
	http.DefaultClient.CloseIdleConnections()
	require.Equal(t, exitOK, s.end())
	require.Contains(t, out.String(), "export OS_AUTH_URL="+s.URL+"/iam/v3\n")
}

// TestHealthcheckOfNone wants the exit code 1 for a server that closes its connections.
func TestHealthcheckOfNone(t *testing.T) {
	t.Parallel()
	ln, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0") // a port that was closed may be another server's
	require.NoError(t, err)
	defer ln.Close()
	go func() {
		for conn, err := ln.Accept(); err == nil; conn, err = ln.Accept() {
			_ = conn.Close()
		}
	}()
	require.Equal(t, exitRuntime, jobsim(t, "healthcheck", "http://"+ln.Addr().String()).code)
}

// TestEndpointsFile wants the file to be whole, and in the format that its name says.
func TestEndpointsFile(t *testing.T) {
	t.Parallel()
	at := endpoints{Version: "v1", URL: "http://h:1", HTTPS: "https://h:2", Admin: "http://h:3/__admin", CAFile: "/ca.pem", Credentials: emulator.KnownCredentials(), APIs: map[string]apiURLs{
		"iam": {URL: "http://h:1/iam"}, "evs": {URL: "http://h:1/evs"}, "drs": {URL: "http://h:1/drs"}, "sdrs": {URL: "http://h:1/sdrs"},
	}}
	dir := t.TempDir()
	for _, name := range []string{"jobsim.json", "jobsim.env"} {
		require.NoError(t, at.writeFile(filepath.Join(dir, name)))
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 2, "nothing else is left behind")

	text, err := os.ReadFile(filepath.Join(dir, "jobsim.json"))
	require.NoError(t, err)
	var got endpoints
	require.NoError(t, json.Unmarshal(text, &got))
	require.Equal(t, at, got)

	text, err = os.ReadFile(filepath.Join(dir, "jobsim.env"))
	require.NoError(t, err)
	require.Equal(t, `JOBSIM_URL=http://h:1
JOBSIM_HTTPS_URL=https://h:2
JOBSIM_ADMIN_URL=http://h:3/__admin
JOBSIM_CACERT=/ca.pem
OS_AUTH_URL=http://h:1/iam/v3
OS_IDENTITY_API_VERSION=3
OS_USERNAME=jobsim
OS_PASSWORD=jobsim-password
OS_USER_DOMAIN_NAME=OTC00000000001000000000
OS_PROJECT_NAME=eu-de
OS_PROJECT_ID=6a6f6273696d70726f6a656374000001
OS_PROJECT_DOMAIN_NAME=OTC00000000001000000000
OS_DOMAIN_NAME=OTC00000000001000000000
OS_REGION_NAME=eu-de
OS_ACCESS_KEY=JOBSIMACCESSKEY00001
OS_SECRET_KEY=jobsimSecretKey0000000000000000000000001
HUAWEICLOUD_SDK_AK=JOBSIMACCESSKEY00001
HUAWEICLOUD_SDK_SK=jobsimSecretKey0000000000000000000000001
HUAWEICLOUD_SDK_PROJECT_ID=6a6f6273696d70726f6a656374000001
HUAWEICLOUD_SDK_DOMAIN_ID=6a6f6273696d646f6d61696e00000001
HUAWEICLOUD_SDK_IAM_ENDPOINT=http://h:1/iam
HUAWEICLOUD_SDK_REGION_EVS_EU_DE=http://h:1/evs
HUAWEICLOUD_SDK_REGION_DRS_EU_DE=http://h:1/drs
HUAWEICLOUD_SDK_REGION_SDRS_EU_DE=http://h:1/sdrs
ELEMENTSW_SERVER=h:2
ELEMENTSW_USERNAME=jobsim
ELEMENTSW_PASSWORD=jobsim-password
ELEMENTSW_API_VERSION=12.8
`, string(text))
	for line := range strings.Lines(string(text)) {
		require.Regexp(t, `^[A-Z_]+=[\w:/.-]+\n$`, line, "the same for a shell and for docker --env-file")
	}
}

// TestExitAfter wants a server to shut down by itself, as on SIGTERM.
func TestExitAfter(t *testing.T) {
	t.Parallel()
	s := serving(t, io.Discard, "--exit-after", "20ms")
	s.until("draining")
	require.Equal(t, exitOK, <-s.ended)
	s.ended <- exitOK
}

// TestStartFails wants one line and the exit code for everything that prevents a start.
func TestStartFails(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	dir := t.TempDir()
	faulty := filepath.Join(dir, "faulty.yaml")
	require.NoError(t, os.WriteFile(faulty, []byte("jobs: [{api: evs, id: a, type: createVolume, timeline: [{status: RUNING}]}]\n"), 0o600))
	secret := filepath.Join(dir, "not.pem")
	require.NoError(t, os.WriteFile(secret, []byte("-"), 0o600))
	free := []string{"--listen", "127.0.0.1:0", "--tls-listen", "127.0.0.1:0"}
	for _, test := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"port in use", []string{"--listen", taken.Addr().String(), "--tls-listen", "off"}, exitListen, "cannot listen on " + taken.Addr().String() + ": bind: address already in use (set another address with --listen; port 0 takes a free one)"},
		{"port of HTTPS in use", []string{"--listen", "127.0.0.1:0", "--tls-listen", taken.Addr().String()}, exitListen, "--tls-listen; port 0"},
		{"both ports in use", []string{"--listen", taken.Addr().String(), "--tls-listen", taken.Addr().String()}, exitListen, "already in use, nor on " + taken.Addr().String() + ": bind: address already in use (set another address with --listen and --tls-listen;"},
		{"no address", []string{"--listen", "nowhere", "--tls-listen", "off"}, exitListen, "cannot listen on nowhere: address nowhere: missing port in address"},
		{"no such scenario", []string{"nothing-of-this-name"}, exitScenario, `no such scenario: "nothing-of-this-name" is no file or directory`},
		{"unreadable scenario", []string{"/proc/self/mem"}, exitScenario, "/proc/self/mem cannot be read: input/output error"},
		{"unknown flag", []string{"--lisen", "x"}, exitUsage, "there is no flag --lisen: did you mean --listen? (see: jobsim serve --help)"},
		{"flag unlike any", []string{"--qqqqqqqq", "x"}, exitUsage, "there is no flag --qqqqqqqq (see: jobsim serve --help)"},
		{"flag without value", []string{"--seed"}, exitUsage, "--seed requires a value (see: jobsim serve --help)"},
		{"flag of another type", []string{"--seed", "x"}, exitUsage, `--seed: "x": want a whole number that is not negative`},
		{"pair without a value", []string{"--set", "auth"}, exitUsage, `--set: "auth": want NAME=VALUE`},
		{"no connections", []string{"--max-connections", "0"}, exitUsage, "--max-connections: 0: want at least 1"},
		{"no body", []string{"--max-body", "-1"}, exitUsage, "--max-body: -1: want at least 1"},
		{"no journal", []string{"--journal", "0"}, exitUsage, "--journal: 0: want at least 1"},
		{"clock", []string{"--clock", "fast"}, exitUsage, `--clock: clock "fast": want real, manual, skipping, or a factor`},
		{"end before the start", []string{"--exit-after", "-1m"}, exitUsage, "--exit-after: -1m0s: want a duration that is not negative, such as 10m"},
		{"end without a unit", []string{"--exit-after", "10"}, exitUsage, `--exit-after: "10": want a duration such as 90s or 10m`},
		{"level", []string{"--log-level", "loud"}, exitUsage, `--log-level: "loud": want debug, info, warn or error`},
		{"format", []string{"--log-format", "xml"}, exitUsage, `--log-format: "xml": want text or json`},
		{"auth", []string{"--auth", "some"}, exitUsage, `setting auth "some": want one of ["any" "strict"]`},
		{"auth twice", []string{"--auth", "any", "--set", "auth=strict"}, exitUsage, "--auth any and --set auth=strict contradict each other"},
		{"control", []string{"--admin", "maybe"}, exitUsage, `admin "maybe": want on or off`},
		{"control apart and off", []string{"--admin", "off", "--admin-listen", ":0"}, exitUsage, "--admin off and --admin-listen contradict each other"},
		{"family", []string{"--print-env", "aws"}, exitUsage, `--print-env: there is no family "aws": want openstack, huaweicloud, element or all`},
		{"no authority", append(free, "--tls-ca", secret), exitUsage, "--tls-ca: want a PEM file"},
		{"authority that is not there", append(free, "--tls-ca", filepath.Join(dir, "none")), exitUsage, "none cannot be read: no such file or directory"},
		{
			"certificate into nowhere", append(free, "--ca-file", filepath.Join(dir, "no", "ca.pem")), exitUsage,
			"--ca-file: " + filepath.Join(dir, "no", "ca.pem") + " cannot be written: no such file or directory",
		},
		{
			"endpoints into nowhere", append(free, "--endpoints-file", filepath.Join(dir, "no", "e.json")), exitUsage,
			"--endpoints-file: " + filepath.Join(dir, "no", "e.json") + " cannot be written: no such file or directory",
		},
		{"endpoints over a folder", append(free, "--endpoints-file", dir), exitUsage, "--endpoints-file: " + dir + " cannot be written: file exists"},
		{"certificate without HTTPS", []string{"--tls-listen", "off", "--ca-file", "ca.pem"}, exitUsage, "--tls-listen off and --ca-file contradict each other"},
	} {
		r := jobsim(t, append([]string{"serve"}, test.args...)...)
		require.Equal(t, test.code, r.code, "%s: %s", test.name, r.err)
		require.Empty(t, r.out, test.name)
		require.Contains(t, r.err, test.says, test.name)
		require.Equal(t, 1, strings.Count(r.err, "\n"), "%s: %s", test.name, r.err)
		require.True(t, strings.HasPrefix(r.err, "jobsim: "), r.err)
	}
	r := jobsim(t, "serve", faulty)
	require.Equal(t, exitScenario, r.code)
	require.Contains(t, r.err, faulty+`:1:`)
	require.Contains(t, r.err, "did you mean RUNNING?")
}

// TestShutdownDuringBreaks wants a shutdown not to wait for responses that a rule withholds.
func TestShutdownDuringBreaks(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"hang", "drip"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			long := strings.Repeat("x", 20_000) // more than drips within a shutdown
			s := serving(t, io.Discard, file(t, "mine.yaml", `
jobs:
  - {api: evs, id: j1, type: createVolume, timeline: [{status: FAIL, error: {code: EVS.2024, message: `+long+`}}]}
rules:
  - {call: evs.showJob, break: `+how+`}
`))
			sent, ended := make(chan struct{}), make(chan error, 1)
			go func() {
				trace := &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { close(sent) }}
				ctx := httptrace.WithClientTrace(t.Context(), trace)
				req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/evs/v1/p/jobs/j1", nil)
				if err == nil {
					req.Header.Set("X-Auth-Token", "t")
					var res *http.Response
					if res, err = new(http.Transport).RoundTrip(req); err == nil {
						_, err = io.Copy(io.Discard, res.Body)
						_ = res.Body.Close()
					}
				}
				ended <- err
			}()
			<-sent
			require.Equal(t, exitOK, s.end(), "nothing was cut off by the time limit")
			require.Error(t, <-ended)
		})
	}
}
