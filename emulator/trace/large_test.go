package trace_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/trace"
)

// repeated is a reader of a text that is repeated up to a size, with a trace at its end.
func repeated(text string, size int, end string) io.Reader {
	out, in := io.Pipe()
	go func() {
		w := bufio.NewWriterSize(in, 1<<20)
		for written := 0; written < size; written += len(text) {
			_, _ = w.WriteString(text)
		}
		_, _ = w.WriteString(end)
		_ = w.Flush()
		_ = in.Close()
	}()
	return out
}

// noise are lines that a Terraform run writes and that belong to no exchange.
var noise = strings.Repeat(`2026-02-17T13:42:28.001+0800 [TRACE] dag/walk: vertex "root" is waiting for "huaweicloud_evs_volume.data"
2026-02-17T13:42:28.002+0800 [INFO]  provider.terraform-provider-huaweicloud_v1.71.0: 2026/02/17 13:42:28 [DEBUG] Waiting for state to become: [SUCCESS]: timestamp=2026-02-17T13:42:28.002+0800
huaweicloud_evs_volume.data: Still creating... [10s elapsed]
{"@level":"debug","@message":"ProviderTransformer: \"local_file.a\" needs a provider","@timestamp":"2026-02-17T13:42:28.003000+08:00"}
plain text of another program, which goes on for a while so that the line is about as long as such lines are
`, 20)

// TestReadKeepsLittle reads a trace behind many lines that belong to none, and looks at the memory that is held meanwhile.
func TestReadKeepsLittle(t *testing.T) {
	const size = 8 << 20
	end, err := os.ReadFile("testdata/terraform-plain.log")
	require.NoError(t, err)
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	found, most := 0, uint64(0)
	report, err := trace.Read("large.log", repeated(noise, size, string(end)), func(trace.Exchange) {
		found++
		runtime.GC()
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapAlloc-min(before.HeapAlloc, now.HeapAlloc))
	})
	require.NoError(t, err)
	require.Equal(t, 3, found)
	require.Greater(t, report.Lines, size/200)
	require.Less(t, most, uint64(4<<20))
}

// TestReadLongLine cuts a line that is longer than a message may be.
func TestReadLongLine(t *testing.T) {
	t.Parallel()
	text := "REQ: curl -g -i -X GET http://h/v1/p/jobs/1\nRESP: [200] Content-Type: application/json\nRESP BODY: {\"a\":\"" +
		strings.Repeat("x", trace.MaxMessage) + "\"}\n"
	list, report := read(t, "f", text)
	require.Len(t, list, 1)
	require.Equal(t, trace.Cut, list[0].Response.Body.State)
	require.LessOrEqual(t, len(list[0].Response.Body.Bytes), trace.MaxMessage)
	require.Len(t, report.Remarks, 2)
}

// TestReadManyOpen leaves more requests open than are kept.
func TestReadManyOpen(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "2024/02/02 10:00:00 [DEBUG] [%d] API Request URL: GET https://evs.example.com/v1/p/jobs/%d\n", i, i)
	}
	list, report := read(t, "f", b.String())
	require.Len(t, list, 1000)
	require.Len(t, report.Remarks, 100)
	require.Equal(t, 900, report.Dropped)
}

// BenchmarkRead reads 200 MB of lines that belong to no exchange.
func BenchmarkRead(b *testing.B) {
	const size = 200 << 20
	b.SetBytes(size)
	for b.Loop() {
		_, err := trace.Read("large.log", repeated(noise, size, ""), func(trace.Exchange) {})
		require.NoError(b, err)
	}
}
