package main

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// TestSessionListens wants the listeners of a session to be open as long as it lives, by HTTP and by HTTPS.
func TestSessionListens(t *testing.T) {
	t.Parallel()
	s := serving(t, io.Discard)
	ctl := func(args ...string) result { return jobsim(t, append([]string{"ctl", "--url", s.URL}, args...)...) }
	made := ctl("sessions", "new", "--id", "s1", "--listen", ":0", "--tls-listen", "127.0.0.1:0", "--clock", "manual", "-o", "json")
	require.Equal(t, exitOK, made.code, made.err)
	urls := gjson.Get(made.out, "urls")
	plain := &http.Transport{DisableKeepAlives: true}
	status, body := get(t, &http.Client{Transport: plain}, urls.Get("listen").String()+"/evs/v1/p/jobs/disk")
	require.Equal(t, http.StatusOK, status, body)
	status, body = get(t, &http.Client{Transport: plain}, urls.Get("listen").String()+"/__admin/health")
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, "s1", gjson.Get(body, "session").String())
	require.Regexp(t, `^https://127\.0\.0\.1:\d+$`, urls.Get("tls_listen").String())
	_, err := (&http.Client{Transport: plain}).Get(urls.Get("tls_listen").String() + "/healthz")
	require.ErrorContains(t, err, "certificate", "it speaks TLS")

	fork := ctl("jobs", "fork", "--listen", ":0", "-o", "json")
	require.Equal(t, exitOK, fork.code, fork.err)
	require.Equal(t, exitOK, ctl("sessions", "end", "s1").code)
	requireEnded(t, urls.Get("listen").String(), "s1")
	require.Equal(t, exitOK, s.end())
	requireEnded(t, gjson.Get(fork.out, "urls.listen").String(), gjson.Get(fork.out, "id").String()) // all end with the server
}

// requireEnded wants a session not to be served any more at an address that it had. Another test may have the port by now.
func requireEnded(t *testing.T, url, session string) {
	t.Helper()
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(url + "/__admin/health")
	if err != nil {
		return
	}
	defer func() { _ = res.Body.Close() }() // it was read
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.NotEqual(t, session, gjson.GetBytes(body, "session").String(), "%s", body)
}

// TestSessionListensOnlyWhereAllowed wants --session-listen to limit where sessions may listen.
func TestSessionListensOnlyWhereAllowed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args       []string
		flag, addr string
		says       string
	}{
		{nil, "--listen", "127.0.0.2:0", "this server opens listeners for sessions at 127.0.0.1 only (--session-listen)"},
		{nil, "--listen", "localhost", "want an address such as 127.0.0.1:0"},
		{[]string{"--session-listen", "127.0.0.2"}, "--listen", "127.0.0.1:0", "at 127.0.0.2 only"},
		{[]string{"--session-listen", "off"}, "--listen", ":0", "this server opens no listeners for sessions (--session-listen)"},
		{[]string{"--tls-listen", "off"}, "--tls-listen", ":0", "this server has no HTTPS (--tls-listen)"},
	} {
		s := serving(t, io.Discard, test.args...)
		r := jobsim(t, "ctl", "--url", s.URL, "sessions", "new", test.flag, test.addr)
		require.Equal(t, exitRuntime, r.code, r.out)
		require.Contains(t, r.err, test.says)
		require.Contains(t, r.err, "its path, host label, project and user select a session too")
		require.Equal(t, exitOK, s.end())
	}
	anywhere := serving(t, io.Discard, "--session-listen", "0.0.0.0")
	for addr, want := range map[string]string{":0": "http://127.0.0.1:", "127.0.0.2:0": "http://127.0.0.2:"} {
		r := jobsim(t, "ctl", "--url", anywhere.URL, "sessions", "new", "--listen", addr)
		require.Equal(t, exitOK, r.code, r.err)
		require.Contains(t, r.out, want)
	}
	s := serving(t, io.Discard, "--session-listen", "127.0.0.2")
	r := jobsim(t, "ctl", "--url", s.URL, "sessions", "new", "--listen", ":0")
	require.Equal(t, exitOK, r.code, r.err)
	require.Contains(t, r.out, "http://127.0.0.2:")
}

// TestSessionsBesideAnAdminListener wants the variables of a session to lead clients to the APIs and ctl to the control API.
func TestSessionsBesideAnAdminListener(t *testing.T) {
	s := serving(t, io.Discard, "--admin-listen", "127.0.0.1:0")
	made := jobsim(t, "ctl", "--url", s.Admin, "sessions", "new", "--id", "s1", "-o", "json")
	require.Equal(t, exitOK, made.code, made.err)
	status, body := get(t, &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}, gjson.Get(made.out, "urls.evs").String()+"/v1/p/jobs/disk")
	require.Equal(t, http.StatusOK, status, body)
	for _, name := range []string{"JOBSIM_URL", "JOBSIM_ADMIN_URL", "JOBSIM_SESSION"} {
		t.Setenv(name, gjson.Get(made.out, "env."+name).String())
	}
	require.Contains(t, squeezed(fine(t, "ctl", "health")), "session s1")
	require.Contains(t, squeezed(fine(t, "ctl", "journal", "count")), "1")
}

// TestSessionEnv wants a session's variables to have the names that the server's have.
func TestSessionEnv(t *testing.T) {
	t.Parallel()
	var printed strings.Builder
	s := serving(t, &printed, "--print-env", "all")
	own := fine(t, "ctl", "--url", s.URL, "sessions", "new", "--id", "t1", "--tls-listen", ":0", "--env")
	require.Equal(t, exitOK, s.end())
	names := func(text string) (all []string) {
		for _, m := range regexp.MustCompile(`(?m)^export (\w+)=`).FindAllStringSubmatch(text, -1) {
			all = append(all, m[1])
		}
		return all
	}
	require.ElementsMatch(t, append(names(printed.String()), "JOBSIM_SESSION", "JOBSIM_SESSION_HTTPS_URL", "JOBSIM_ELEMENT_USER"), names(own))
	require.Contains(t, own, "export OS_AUTH_URL="+s.URL+"/s/t1/iam/v3\n")
	require.Contains(t, own, "export HUAWEICLOUD_SDK_REGION_EVS_EU_DE="+s.URL+"/s/t1/evs\n")
	require.Contains(t, own, "export ELEMENTSW_USERNAME=t1\n")
}
