package browser

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// server is a jobsim in a process of its own.
type server struct {
	t       *testing.T
	url     string
	token   string
	args    []string
	process *exec.Cmd
}

// serve starts a jobsim with a scenario, which it stops at the end of the test.
func serve(t *testing.T, scenario string, flags ...string) *server {
	t.Helper()
	needBrowser(t)
	file := filepath.Join(t.TempDir(), "test.yaml")
	require.NoError(t, os.WriteFile(file, []byte(scenario), 0o600))
	s := &server{t: t, args: append([]string{"serve", "--tls-listen", "off", "--log-level", "error"}, append(flags, file)...)}
	s.start("127.0.0.1:0")
	t.Cleanup(s.stop)
	return s
}

// start starts the process and waits until it listens.
func (s *server) start(address string) {
	s.t.Helper()
	at := filepath.Join(s.t.TempDir(), "endpoints.json")
	var log bytes.Buffer
	s.process = exec.Command(binary, append(s.args, "--listen", address, "--endpoints-file", at)...)
	s.process.Stderr = &log
	require.NoError(s.t, s.process.Start())
	require.Eventually(s.t, func() bool {
		var found struct{ URL string }
		text, err := os.ReadFile(at)
		if err != nil || json.Unmarshal(text, &found) != nil {
			return false
		}
		s.url = found.URL
		return true
	}, 20*time.Second, 5*time.Millisecond, "%s", &log)
}

// stop ends the process.
func (s *server) stop() {
	_ = s.process.Process.Signal(syscall.SIGTERM) // it may have ended
	_ = s.process.Wait()
}

// again starts the server anew where it was.
func (s *server) again() {
	s.t.Helper()
	s.start(strings.TrimPrefix(s.url, "http://"))
}

// ask sends a request to the server and returns the body of its response.
func (s *server) ask(method, path, body string) string {
	s.t.Helper()
	r, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	require.NoError(s.t, err)
	r.Header.Set("X-Auth-Token", "t")
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	res, err := http.DefaultClient.Do(r)
	require.NoError(s.t, err)
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	return string(text)
}

// poll polls a job of EVS as a client does.
func (s *server) poll(id string) { s.ask(http.MethodGet, "/evs/v1/p/jobs/"+id, "") }
