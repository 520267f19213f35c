package wire

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// What a journal keeps of a body is text, no longer than it may be, JSON if the body is short JSON, and without a password.
func FuzzExcerpt(f *testing.F) {
	for _, body := range []string{
		`{"a":1}`, `{"password":"hush"}`, `{"a":{"Pass_word":{"b":["hush"]}},"c":"d"}`, `["token=hush"]`, `{"a":"{\"secret\":\"hush\"}"}`, `"hush"`, `{"":""}`, "\xff", "{",
		`{"pass\u0077ord":"hush"}`, `{"password" : "hush" , "x":[1,2]}`, `{"key":null,"sk":-1e9}`, `{"password":"hu\"sh"}`, `{"a":"` + strings.Repeat("x", 3000) + `"}`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		text := excerpt([]byte(body), false)
		require.True(t, utf8.ValidString(text), "%q", text)
		require.LessOrEqual(t, len(text), maxBody+len("…"))
		if utf8.ValidString(body) && gjson.Valid(body) && !strings.HasSuffix(text, "…") {
			require.True(t, gjson.Valid(text), "%q of %q", text, body)
			require.NotEqual(t, "hush", gjson.Get(text, "password").String())
		}
		require.NotContains(t, hideQuery("password="+strings.ReplaceAll(body, "&", "")), "hush")
	})
}

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
