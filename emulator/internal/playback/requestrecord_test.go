package playback

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/rule"
)

// TestRequestRecords: what is encoded is decoded, whatever the bytes are.
func TestRequestRecords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		want := wire.LoggedRequest{
			Method: text.Draw(t, "method"), Path: text.Draw(t, "path"), Sent: text.Draw(t, "sent"), Host: text.Draw(t, "host"),
			Denied: rapid.Bool().Draw(t, "denied"), Unsent: rapid.Bool().Draw(t, "unsent"),
		}
		if body := rapid.SliceOf(rapid.Byte()).Draw(t, "body"); len(body) > 0 {
			want.Body = body
		}
		for _, name := range rapid.SliceOf(text).Draw(t, "headers") {
			want.Header = append(want.Header, rule.Header{Name: name, Value: text.Draw(t, "value")})
		}
		at := time.Unix(rapid.Int64Range(0, 253_000_000_000).Draw(t, "seconds"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")).UTC()
		replaces := rapid.Uint64().Draw(t, "replaces")
		record, err := encodeRequest(at, &want, replaces)
		require.NoError(t, err)
		kind, about, rest, err := splitRecord(record)
		require.NoError(t, err)
		require.Equal(t, byte(requestRecord), kind)
		require.Equal(t, replaces, about)
		gotAt, got, err := decodeRequest(rest)
		require.NoError(t, err)
		require.Equal(t, at, gotAt)
		require.Equal(t, &want, got)
	})
}

// FuzzDecodeRequest decodes any bytes: they are refused, or encode to what decodes to the same.
func FuzzDecodeRequest(f *testing.F) {
	record, err := encodeRequest(time.Unix(1, 2), &wire.LoggedRequest{Method: "GET", Path: "/", Header: []rule.Header{{Name: "A", Value: "b"}}}, 0)
	require.NoError(f, err)
	f.Add(record[2:])
	f.Fuzz(func(t *testing.T, b []byte) {
		at, r, err := decodeRequest(b)
		if err != nil {
			return
		}
		again, err := encodeRequest(at, r, 0)
		require.NoError(t, err)
		at2, r2, err := decodeRequest(again[2:])
		require.NoError(t, err)
		require.True(t, at.Equal(at2))
		require.Equal(t, r, r2)
	})
}
