package apitest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Probe sends whatever a fuzzer made up and checks what each JSON API must respond with: one JSON value, or nothing
// with a status of success, and no server error. It returns the status and the body; a path that no HTTP server would take is skipped.
func (b *Bench) Probe(t *testing.T, method, path, body string) (int, string) {
	t.Helper()
	u, err := url.ParseRequestURI(path)
	if err != nil || u.Host != "" || !strings.HasPrefix(u.Path, "/") {
		t.Skip("no request path")
	}
	r := httptest.NewRequest(method, "/", strings.NewReader(body))
	r.URL = u
	r.Header.Set("X-Auth-Token", "t")
	rec := httptest.NewRecorder()
	b.ServeHTTP(rec, r)
	sent, err := io.ReadAll(rec.Result().Body)
	require.NoError(t, err)
	require.Less(t, rec.Code, http.StatusInternalServerError, "%s", sent)
	if len(sent) > 0 || rec.Code >= http.StatusBadRequest {
		require.True(t, json.Valid(sent), "%s", sent)
	}
	return rec.Code, string(sent)
}
