package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

func TestControlRefusesStrangers(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.Hosts = []string{"jobsim.example.org"}
	e := begin(t, opts, several)
	admin(t, e, "POST /sessions", `{"id":"t42"}`).want(http.StatusCreated)
	tests := map[string]struct {
		headers []string
		status  int
		code    string
	}{
		"a program":                    {nil, 200, ""},
		"an address":                   {[]string{"Host: 127.0.0.1:8080"}, 200, ""},
		"an IPv6 address":              {[]string{"Host: [::1]:8080"}, 200, ""},
		"an IPv6 address without port": {[]string{"Host: [::1]"}, 200, ""},
		"localhost":                    {[]string{"Host: LOCALHOST:8080"}, 200, ""},
		"a label of localhost":         {[]string{"Host: t42.localhost"}, 200, ""},
		"a compose service":            {[]string{"Host: jobsim:8080"}, 200, ""},
		"the host of a container":      {[]string{"Host: host.docker.internal:8080"}, 200, ""},
		"a name it was told":           {[]string{"Host: JobSim.example.org.:8080"}, 200, ""},
		"a session at it":              {[]string{"Host: t42.jobsim.example.org"}, 200, ""},
		"no session at it":             {[]string{"Host: t43.jobsim.example.org"}, 403, "foreign_host"},
		"a foreign host":               {[]string{"Host: evil.example"}, 403, "foreign_host"},
		"a session at a foreign host":  {[]string{"Host: t42.evil.example"}, 403, "foreign_host"},
		"a host that looks like one":   {[]string{"Host: localhost.evil.example"}, 403, "foreign_host"},
		"an address as a label":        {[]string{"Host: 127.0.0.1.evil.example"}, 403, "foreign_host"},
		"its own page":                 {[]string{"Sec-Fetch-Site: same-origin", "Origin: http://localhost"}, 200, ""},
		"the address bar":              {[]string{"Sec-Fetch-Site: none"}, 200, ""},
		"another site":                 {[]string{"Sec-Fetch-Site: cross-site"}, 403, "cross_site"},
		"a neighbour":                  {[]string{"Sec-Fetch-Site: same-site"}, 403, "cross_site"},
		"another origin":               {[]string{"Origin: http://evil.example"}, 403, "cross_site"},
		"another port":                 {[]string{"Origin: http://localhost:3000"}, 403, "cross_site"},
		"a page of a file":             {[]string{"Origin: null"}, 403, "cross_site"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, prefix := range []string{"", "/s/t42"} {
				got := adminAt(t, e, prefix, "POST /clock/pause", "", tt.headers...).want(tt.status)
				require.Equal(t, tt.code, got.get("error.code").String())
				require.Equal(t, tt.code != "", got.get("error.hint").Exists())
			}
		})
	}
	require.Equal(t, "INIT", poll(t, e, "http://evil.example/evs/v1/p/jobs/j1"), "the APIs answer at every host")
}

func TestControlAsksForTheToken(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.AdminToken = "s3cret"
	e := begin(t, opts, several)
	for _, headers := range [][]string{nil, {"Authorization: Bearer no"}, {"Authorization: Basic czNjcmV0"}, {"Authorization: s3cret"}, {"X-Auth-Token: s3cret"}} {
		got := admin(t, e, "GET /health", "", headers...).want(http.StatusUnauthorized)
		require.Equal(t, `Bearer realm="jobsim"`, got.Header().Get("WWW-Authenticate"))
		require.NotContains(t, got.Body.String(), "s3cret")
	}
	admin(t, e, "GET /health", "", "Authorization: bearer s3cret").want(http.StatusOK)
	require.Equal(t, http.StatusOK, client(t, e, "/healthz").Code, "a prober needs none")
}

func TestControlApart(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.Admin = "off"
	e := begin(t, opts, several)
	require.Equal(t, http.StatusNotFound, client(t, e, "http://localhost/__admin/health").Code)
	require.Contains(t, client(t, e, "http://localhost/__admin/health").Body.String(), "APIGW.0101", "there it is a path like any other")
	admin(t, e.Admin(), "GET /health", "").want(http.StatusOK)
	made := admin(t, e.Admin(), "POST /sessions", "").want(http.StatusCreated)
	adminAt(t, e.Admin(), "/s/"+made.get("id").String(), "GET /health", "").want(http.StatusOK)
	adminAt(t, e.Admin(), "/s/nobody", "GET /health", "").want(http.StatusNotFound)
	rec := httptest.NewRecorder()
	e.Admin().ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://localhost/evs/v1/p/jobs/j1", nil))
	require.Equal(t, http.StatusNotFound, rec.Code, "and nothing but it")
	require.Equal(t, http.StatusOK, client(t, e.Admin(), "/readyz").Code)
	_, err := emulator.New(emulator.Options{Admin: "maybe"})
	require.EqualError(t, err, `admin "maybe": want on or off`)
}
