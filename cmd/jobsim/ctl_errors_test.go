package main

import (
	"encoding/pem"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// TestCtlErrors goes through every way in which a command line of ctl can fail. The message is one line.
func TestCtlErrors(t *testing.T) {
	t.Parallel()
	c := controlled(t)
	c.fine(t, "sessions", "new", "--id", "a")
	faulty := file(t, "faulty.yaml", "jobs: [{api: evs, id: x, type: createVolume, timeline: [{status: RUNING}]}]\n")
	one := file(t, "one.yaml", steeredScenario)
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(one), "two.yaml"), nil, 0o600))
	tests := []struct {
		code int
		want string
		args string
	}{
		{exitUsage, `--url "nowhere": want a URL such as http://127.0.0.1:8080`, "--url nowhere health"},
		{exitUsage, `--url names the session b and --session names a`, "--url http://h/s/b --session a health"},
		{exitUsage, `jobsim ctl has no command "job": did you mean jobs?`, "job"},
		{exitUsage, `jobsim ctl jobs has no command "qqq": jobsim ctl jobs --help lists them`, "jobs qqq"},
		{exitUsage, `there is no flag --jb: did you mean --job?`, "journal list --jb evs/j1"},
		{exitRuntime, "there is no session b (it may have expired; jobsim ctl sessions new creates one)", "--session b health"},

		{exitUsage, `a job is named by API and id, as in evs/j1, not "j1"`, "jobs get j1"},
		{exitUsage, `a job is named by API and id, as in evs/j1, not "j1"`, "jobs force j1 FAIL"},
		{exitRuntime, "no job of this name was ever started (did you mean j1?)", "jobs get evs/j11"},
		{exitRuntime, "no job of this name was ever started", "jobs force evs/j11 FAIL"},
		{exitUsage, `there is no API "evss" (want `, "jobs get evss/j1"},
		{exitUsage, `there is no phase "late"`, "jobs list --phase late"},
		{exitUsage, `--limit: "none": want a whole number`, "jobs list --limit none"},
		{exitScenario, `"FAILED"`, "jobs force evs/j1 FAILED"},
		{exitUsage, "no such scenario", "jobs start nowhere.yaml"},
		{exitScenario, faulty + ":1:", "jobs start " + faulty},
		{exitRuntime, "exists already", "jobs start " + file(t, "twice.yaml", steeredScenario[:strings.Index(steeredScenario, "rules:")])},

		{exitUsage, `"soon" is not a duration: want a text such as 500ms`, "clock advance soon"},
		{exitUsage, "--job and --status go together", "clock advance --job evs/j1"},
		{exitUsage, "--job and --status go together", "clock advance 1s --job evs/j1 --status SUCCESS"},
		{exitRuntime, "job evs/j1 never comes to FAIL (ahead of it are INIT, RUNNING, SUCCESS)", "clock advance --job evs/j1 --status FAIL"},
		{exitUsage, `"noon" is no time: want one such as 2026-01-02T15:04:05Z`, "clock set noon"},
		{exitRuntime, "a clock never runs backward", "clock set 2020-01-01T00:00:00Z"},
		{exitUsage, `"fast" is no factor: want a number such as 60`, "clock scale fast"},
		{exitUsage, `"NaN" is no factor`, "clock scale NaN"},
		{exitUsage, "a pace of -1", "clock scale -- -1"},
		{exitUsage, `clock "fast": want real, manual, skipping`, "clock mode fast"},

		{exitUsage, `a session cannot have the id "A"`, "sessions new --id A"},
		{exitRuntime, "there is a session a already (end it first, or leave the id out)", "sessions new --id a"},
		{exitUsage, "no such scenario", "sessions new --scenario nowhere.yaml"},
		{exitUsage, "holds 2 files: a session begins with one", "sessions new --scenario " + filepath.Dir(one)},
		{exitScenario, faulty + ":1:", "sessions new --scenario " + faulty},
		{exitUsage, "nowhere cannot be read", "sessions new --snapshot nowhere"},
		{exitUsage, `"noon" is no time`, "sessions new --now noon"},
		{exitUsage, `"soon" is not a duration`, "sessions new --ttl soon"},
		{exitRuntime, "there is no session b", "sessions get b"},
		{exitRuntime, "there is no session b", "sessions end b"},

		{exitRuntime, "there is no shipped scenario nowhere (jobsim ctl scenarios list lists them)", "scenarios get nowhere"},
		{exitUsage, `there is no state "done" (want in_flight, answered or cut_off)`, "journal --state done"},
		{exitUsage, `--status: "ok": want a whole number`, "journal count --status ok"},
		{exitRuntime, "0 of 1 within 1ms (jobsim ctl journal list lists the requests that came instead)", "journal wait --timeout 1ms"},
		{exitUsage, "polls=0", "journal wait --polls 0"},
		{exitRuntime, "the journal has no entry 9", "journal get 9"},
		{exitUsage, `"x": want the number of a request`, "journal get x"},
		{exitRuntime, `there is no rule "qqqqqqqq" (jobsim ctl rules list lists the rules)`, "rules arm qqqqqqqq"},
		{exitRuntime, "no such file or directory", "snapshot /nowhere/snapshot.yaml"},
		{exitUsage, "nowhere cannot be read", "restore nowhere"},
		{exitUsage, "", "restore " + faulty},
		{exitUsage, "cannot be read", "--cacert nowhere health"},
		{exitUsage, "holds no certificate in PEM", "--cacert " + faulty + " health"},
	}
	for _, tt := range tests {
		r := c.ctl(t, strings.Fields(tt.args)...)
		require.Equal(t, tt.code, r.code, "%s: %s", tt.args, r.err)
		require.Contains(t, r.err, tt.want, tt.args)
		require.NotContains(t, r.err, "/__admin", "%s: a hint names commands, not requests", tt.args)
		require.Equal(t, 1, strings.Count(r.err, "\n"), "%s: %s", tt.args, r.err)
	}
}

// TestCtlArguments gives each command one argument too many, and those that require some none.
func TestCtlArguments(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"health x": "want no arguments", "wait x": "want no arguments", "rules list x": "want no arguments", "metrics x": "want no arguments",
		"reset x": "want no arguments", "snapshot": "want FILE|-", "restore": "want FILE|-", "scenarios get": "want NAME",
		"jobs list x": "want no arguments", "jobs get": "want JOB", "jobs start": "want SCENARIO", "jobs force evs/j1": "want JOB STEP",
		"jobs fork x": "want no arguments", "clock get x": "want no arguments", "clock advance": "want DURATION|next|end",
		"clock set": "want TIME", "clock pause x": "want no arguments", "clock scale": "want FACTOR", "clock mode": "want MODE",
		"sessions list x": "want no arguments", "sessions get": "want ID", "sessions new x": "want no arguments", "sessions end": "want ID",
		"journal list x": "want no arguments", "journal get": "want NUMBER", "journal count x": "want no arguments",
		"journal wait x": "want no arguments", "journal follow x": "want no arguments", "journal clear x": "want no arguments",
	} {
		r := jobsim(t, append([]string{"ctl"}, strings.Fields(args)...)...)
		require.Equal(t, exitUsage, r.code, args)
		require.Contains(t, r.err, want, args)
		require.Empty(t, r.out)
	}
	require.Contains(t, fine(t, "ctl"), "JOBSIM_ADMIN_TOKEN")
}

func TestCtlShowsItsToken(t *testing.T) {
	t.Parallel()
	c := controlled(t, func(o *emulator.Options) { o.AdminToken = "s3cret" })
	r := c.ctl(t, "health")
	require.Equal(t, exitRuntime, r.code)
	require.Equal(t, "jobsim: the control API requires a token (send it as Authorization: Bearer TOKEN)\n", r.err)
	require.Equal(t, exitRuntime, c.ctl(t, "--token", "another", "health").code)
	require.Contains(t, c.fine(t, "--token", "s3cret", "health"), "ok")
}

func TestCtlHTTPS(t *testing.T) {
	t.Parallel()
	e, err := emulator.New(emulator.Options{})
	require.NoError(t, err)
	srv := httptest.NewUnstartedServer(e)
	srv.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // of the handshake that fails
	srv.StartTLS()
	t.Cleanup(srv.Close)
	authority := file(t, "ca.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: srv.Certificate().Raw})))
	require.Contains(t, fine(t, "ctl", "--url", srv.URL, "--cacert", authority, "health"), "ok")
	require.Contains(t, jobsim(t, "ctl", "--url", srv.URL, "health").err, ": tls: failed to verify certificate")
}

// TestCtlOtherServers asks servers that are no jobsim.
func TestCtlOtherServers(t *testing.T) {
	t.Parallel()
	for want, h := range map[string]http.HandlerFunc{
		"/__admin/health: unexpected response 404 Not Found: is it a jobsim with its control API on?": http.NotFound,
		"unexpected response 200 OK": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("<html>"))
		},
		": unexpected EOF": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "10")
			_, _ = w.Write([]byte("{"))
		},
	} {
		srv := httptest.NewServer(h)
		r := jobsim(t, "ctl", "--url", srv.URL, "health")
		srv.Close()
		require.Equal(t, exitRuntime, r.code)
		require.Contains(t, r.err, want)
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("data: x\n\n")) }))
	defer srv.Close()
	require.Contains(t, jobsim(t, "ctl", "--url", srv.URL, "journal", "follow").err, "no response from")
}

func TestCtlWaitTimesOut(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.NotFoundHandler())
	r := jobsim(t, "ctl", "--url", srv.URL, "wait", "--timeout", "1s")
	require.Equal(t, exitRuntime, r.code)
	require.Equal(t, "jobsim: "+srv.URL+" is not ready within 1s: /readyz: 404 Not Found\n", r.err)
	srv.Close()
	r = jobsim(t, "ctl", "--url", srv.URL, "wait", "--timeout", "1s")
	require.Equal(t, exitRuntime, r.code)
	require.Contains(t, r.err, "connection refused")
	require.Contains(t, jobsim(t, "ctl", "--url", srv.URL, "health").err, "(--url or JOBSIM_URL sets another server)")
	require.Equal(t, exitRuntime, jobsim(t, "ctl", "--url", srv.URL, "reset").code)
	require.Equal(t, exitRuntime, jobsim(t, "ctl", "--url", srv.URL, "metrics").code)
	require.Equal(t, exitRuntime, jobsim(t, "ctl", "--url", srv.URL, "journal", "follow").code)
}

// TestShellQuoted wants words as a shell reads them back.
func TestShellQuoted(t *testing.T) {
	t.Parallel()
	require.Equal(t, "http://h:1/s/t1", shellQuoted("http://h:1/s/t1"))
	require.Equal(t, `'$(reboot)'`, shellQuoted("$(reboot)"))
	require.Equal(t, `'it'\''s'`, shellQuoted("it's"))
	require.Equal(t, `''`, shellQuoted(""))
}
