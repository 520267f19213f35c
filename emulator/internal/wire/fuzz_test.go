package wire

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever a client sends as a URL, what URLs of our own begin with is one, and a path without a prefix is what is left.
func FuzzSent(f *testing.F) {
	for _, path := range []string{"/evs/v1/p/jobs/x", "/s/7/evs/v1", "/%2f", "//x", "/a;b?c#d", "/%zz", "*", "http://x/evs/a"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, target string) {
		r, err := http.NewRequest(http.MethodGet, "http://x/", nil)
		require.NoError(t, err)
		u, err := r.URL.Parse(target)
		if err != nil || u.Host != "x" || !strings.HasPrefix(u.Path, "/") {
			t.Skip("no target of a request")
		}
		r = httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL, r.RequestURI = u, target
		c := &Call{Request: r}
		require.True(t, strings.HasPrefix(c.Origin(), "http://"))
		require.Equal(t, u.Path, c.Prefix+without(r, "").URL.Path)
	})
}
