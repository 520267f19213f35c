package trace_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/trace"
)

var update = flag.Bool("update", false, "write the golden files")

// read reads a trace and returns its exchanges by time.
func read(t *testing.T, name, text string) ([]trace.Exchange, trace.Report) {
	t.Helper()
	var list []trace.Exchange
	report, err := trace.Read(name, strings.NewReader(text), func(e trace.Exchange) { list = append(list, e) })
	require.NoError(t, err)
	trace.Sort(list)
	return list, report
}

// TestRead reads every trace of testdata and compares what was found with the file beside it.
func TestRead(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*")
	require.NoError(t, err)
	files = slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, ".golden") || strings.HasPrefix(f, "testdata/fuzz") })
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			list, report := read(t, filepath.Base(file), string(text))
			got := render(list, report)
			if *update {
				require.NoError(t, os.WriteFile(file+".golden", got, 0o600))
			}
			want, err := os.ReadFile(file + ".golden")
			require.NoError(t, err)
			require.Equal(t, string(want), string(got))
		})
	}
}

// TestReadCRLF reads every text trace with the line ends of Windows, and as UTF-16.
func TestReadCRLF(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.golden")
	require.NoError(t, err)
	for _, golden := range files {
		file := strings.TrimSuffix(golden, ".golden")
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		plain, _ := read(t, "f", string(text))
		crlf, _ := read(t, "f", strings.ReplaceAll(string(text), "\n", "\r\n"))
		require.Equal(t, render(plain, trace.Report{}), render(crlf, trace.Report{}), file)
		wide := []byte{0xFF, 0xFE}
		for _, r := range string(text) {
			require.Less(t, r, rune(0xD800))
			wide = append(wide, byte(r), byte(r>>8))
		}
		decoded, _ := read(t, "f", string(wide))
		require.Equal(t, plain, decoded, file)
	}
}

func render(list []trace.Exchange, report trace.Report) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n", report.Format)
	for _, e := range list {
		fmt.Fprintf(&b, "\n%d %s took %s\n%s %s\n", e.Line, e.At.UTC().Format("2006-01-02T15:04:05.000Z"), e.Took, e.Request.Method, e.Request.URL)
		renderBody(&b, e.Request.Header, e.Request.Body)
		fmt.Fprintf(&b, "%d\n", e.Response.Status)
		renderBody(&b, e.Response.Header, e.Response.Body)
		for _, o := range e.Observed {
			fmt.Fprintf(&b, "observed %s %s %s\n", o.Job, o.Status, o.Phase)
		}
	}
	for _, r := range report.Remarks {
		fmt.Fprintf(&b, "\nremark %d: %s", r.Line, r.Text)
	}
	b.WriteByte('\n')
	return b.Bytes()
}

func renderBody(b *bytes.Buffer, h map[string][]string, body trace.Body) {
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(b, "  %s: %s\n", name, strings.Join(h[name], ", "))
	}
	if len(body.Bytes) > 0 || body.State != trace.Whole {
		fmt.Fprintf(b, "  [%s] %s\n", body.State, bytes.ReplaceAll(body.Bytes, []byte("\r\n"), []byte("\n")))
	}
}
