package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/sjson"

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
			var got [2]string
			for i, end := range []string{"", "/"} {
				rec := httptest.NewRecorder()
				e.ServeHTTP(rec, httptest.NewRequest(method, "http://localhost"+at+end, nil))
				require.Equal(t, status, rec.Code, at+end)
				var err error
				got[i], err = sjson.Delete(rec.Body.String(), "uptime") // in real time
				require.NoError(t, err)
			}
			require.Equal(t, got[0], got[1])
		}
	}
}
