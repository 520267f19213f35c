package emulator_test

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// browse sends a request as a browser does that a person gave an address.
func browse(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "http://localhost"+path, http.NoBody)
	r.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		r.Header.Set(name, value)
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

// TestRootShowsBrowsersThePage leads a browser to the page, and leaves clients what they get from the API there.
func TestRootShowsBrowsersThePage(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	admin(t, e, "POST /sessions", `{"id": "t1"}`).want(http.StatusCreated)
	for path, want := range map[string]string{
		"/": "/__admin/ui/", "/s/t1/": "/s/t1/__admin/ui/", "/s/t1": "/s/t1/__admin/ui/", "/__admin/ui": "/__admin/ui/", "/s/t1/__admin/ui": "/s/t1/__admin/ui/",
	} {
		rec := browse(e, path)
		require.Equal(t, http.StatusSeeOther, rec.Code, path)
		require.Equal(t, want, rec.Header().Get("Location"))
		require.Equal(t, http.StatusSeeOther, browse(e.Admin(), path).Code, "a listener of the control API alone: %s", path)
	}
	for _, accept := range []string{"", "*/*", "application/json", "application/json, text/html", "text/plain"} {
		rec := browse(e, "/", "Accept: "+accept)
		require.Equal(t, http.StatusMultipleChoices, rec.Code, accept)
		require.Contains(t, rec.Body.String(), `"versions"`)
	}
	require.Equal(t, http.StatusMultipleChoices, client(t, e, "/").Code)
	require.NotEqual(t, http.StatusSeeOther, client(t, e, "POST / {}").Code)

	off := manual()
	off.Admin = "off"
	require.Equal(t, http.StatusMultipleChoices, browse(begin(t, off, several), "/").Code, "without a page")
}

// TestPageIsServed serves the files of the page without a token, to everyone, with a policy that lets them load nothing else.
func TestPageIsServed(t *testing.T) {
	t.Parallel()
	opts := manual()
	opts.AdminToken = "secret"
	e := begin(t, opts, several)
	rec := browse(e, "/__admin/ui/", "Sec-Fetch-Site: cross-site")
	require.Equal(t, http.StatusOK, rec.Code)
	require.Equal(t, "text/html; charset=utf-8", rec.Header().Get("Content-Type"))
	policy := rec.Header().Get("Content-Security-Policy")
	require.True(t, strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self';"), policy)
	require.NotContains(t, policy, "unsafe")
	require.NotContains(t, rec.Body.String(), "secret")
	require.Equal(t, http.StatusUnauthorized, browse(e, "/__admin/health").Code, "what the page shows needs the token")

	for _, path := range []string{"/__admin/ui/nothing.js", "/__admin/ui/../openapi.yaml", "/__admin/ui/..%2fopenapi.yaml"} {
		require.Equal(t, http.StatusNotFound, browse(e, path).Code, path)
	}
	require.Equal(t, http.StatusForbidden, browse(e, "/__admin/ui/", "Host: rebound.example").Code)
	require.Equal(t, http.StatusMethodNotAllowed, admin(t, e, "POST /ui/", "").Code)
}

// TestPageIsWholeAndSmall checks that each file is one that another one names, that nothing is named that is not there, and the size.
func TestPageIsWholeAndSmall(t *testing.T) {
	t.Parallel()
	const most = 150_000 // bytes
	files := os.DirFS("internal/control/ui")
	names, err := fs.Glob(files, "*")
	require.NoError(t, err)
	e := begin(t, manual(), several)
	named, size := map[string]bool{"index.html": true}, 0
	reference := regexp.MustCompile(`(?:src|href)="([^"#]+)"|from "\./([^"]+)"`)
	for _, name := range names {
		rec := browse(e, "/__admin/ui/"+name)
		require.Equal(t, http.StatusOK, rec.Code, name)
		require.NotEmpty(t, rec.Header().Get("Content-Type"), name)
		size += rec.Body.Len()
		for _, found := range reference.FindAllStringSubmatch(rec.Body.String(), -1) {
			named[found[1]+found[2]] = true
		}
		require.NotContains(t, strings.ReplaceAll(rec.Body.String(), "http://www.w3.org/2000/svg", ""), "://", "%s names another place", name)
	}
	for _, name := range names {
		require.True(t, named[name], "nothing needs %s", name)
		delete(named, name)
	}
	require.Empty(t, named, "files that are not there")
	require.Less(t, size, most)
	t.Logf("%d files, %d bytes", len(names), size)
}
