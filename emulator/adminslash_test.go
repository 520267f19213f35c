package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator"
)

// TestAdminWithSlash wants /__admin/ to be what /__admin is, also for a session.
func TestAdminWithSlash(t *testing.T) {
	t.Parallel()
	e := begin(t, manual(), several)
	_, err := e.NewSession(emulator.SessionOptions{ID: "t1"})
	require.NoError(t, err)
	for _, at := range []string{"/__admin", "/s/t1/__admin"} {
		for method, status := range map[string]int{http.MethodGet: http.StatusOK, http.MethodPut: http.StatusMethodNotAllowed} {
			var got [2]*httptest.ResponseRecorder
			for i, end := range []string{"", "/"} {
				got[i] = httptest.NewRecorder()
				e.ServeHTTP(got[i], httptest.NewRequest(method, "http://localhost"+at+end, nil))
				require.Equal(t, status, got[i].Code, at+end)
			}
			require.Equal(t, got[0].Body.String(), got[1].Body.String())
		}
	}
}
