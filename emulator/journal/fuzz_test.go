package journal

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// A redacted body is text, no longer than its limit, JSON if the body is short JSON, and without a password.
func FuzzRedactBody(f *testing.F) {
	for _, body := range []string{
		`{"a":1}`, `{"password":"hush"}`, `{"a":{"Pass_word":{"b":["hush"]}},"c":"d"}`, `["token=hush"]`, `{"a":"{\"secret\":\"hush\"}"}`, `"hush"`, `{"":""}`, "\xff", "{",
		`{"pass\u0077ord":"hush"}`, `{"password" : "hush" , "x":[1,2]}`, `{"key":null,"sk":-1e9}`, `{"password":"hu\"sh"}`, `{"a":"` + strings.Repeat("x", 3000) + `"}`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		text := RedactBody([]byte(body), false)
		require.True(t, utf8.ValidString(text), "%q", text)
		require.LessOrEqual(t, len(text), maxText+len("…"))
		if utf8.ValidString(body) && gjson.Valid(body) && !strings.HasSuffix(text, "…") {
			require.True(t, gjson.Valid(text), "%q of %q", text, body)
			require.NotEqual(t, "hush", gjson.Get(text, "password").String())
		}
		require.NotContains(t, RedactQuery("password="+strings.ReplaceAll(body, "&", "")), "hush")
	})
}
