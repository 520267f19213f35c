package httpserver

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzHead checks that any text gives a request with a method and a path.
func FuzzHead(f *testing.F) {
	for _, text := range []string{"GET /a HTTP/1.1\r\nHost: x\r\n", "\n\n", "GET  http://x\r\nhost:y", "* * *", "POST /%zz?x", "\x00 \x00"} {
		f.Add(text, 1)
		f.Add(text, 100)
	}
	f.Add("HTTP/1.1 431 Request Header Fields Too Large\r\n", 7)
	f.Fuzz(func(t *testing.T, text string, piece int) {
		var h head
		for rest := text; rest != ""; {
			n := min(max(piece, 1), len(rest))
			h.add([]byte(rest[:n]))
			rest = rest[n:]
		}
		r := h.request()
		require.NotEmpty(t, r.Method)
		require.True(t, strings.HasPrefix(r.URL.Path, "/"))
		require.Equal(t, strings.Contains(text, "\n"), h.lined)
		require.Less(t, statusOf([]byte(text)), 1000)
	})
}
