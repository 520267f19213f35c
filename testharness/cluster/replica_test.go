package cluster

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"
)

// binary builds jobsim, once for all tests.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "jobsim-cluster-*")
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "jobsim")
	build := exec.Command("go", "build", "-trimpath", "-o", name, "./cmd/jobsim")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return name, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if name, err := binary(); err == nil {
		_ = os.RemoveAll(filepath.Dir(name))
	}
	os.Exit(code)
}

// replica is one of several servers, as a process.
type replica struct {
	t       *testing.T
	address string
	args    []string
	cmd     *exec.Cmd
	log     bytes.Buffer
}

// startReplica starts a replica of a scenario and returns once it listens.
func startReplica(t *testing.T, store, scenario string, lease time.Duration) *replica {
	t.Helper()
	r := &replica{t: t, address: freeAddress(t)}
	r.args = []string{"serve", "--listen", r.address, "--tls-listen", "off", "--store", store, "--lease", lease.String(), "--log-level", "warn", scenario}
	r.start()
	t.Cleanup(func() {
		r.kill()
		if t.Failed() {
			t.Logf("%s:\n%s", r.url(), &r.log)
		}
	})
	return r
}

func (r *replica) start() {
	r.t.Helper()
	name, err := binary()
	require.NoError(r.t, err)
	r.cmd = exec.Command(name, r.args...)
	r.cmd.Env = append(os.Environ(), "JOBSIM_REPLICA_SECRET=a-secret")
	r.cmd.Stderr = &r.log
	require.NoError(r.t, r.cmd.Start())
	waitFor(r.t, r.address)
}

func (r *replica) url() string { return "http://" + r.address }

// kill ends the process without a word.
func (r *replica) kill() {
	if r.cmd.ProcessState == nil {
		r.signal(syscall.SIGKILL)
		_ = r.cmd.Wait() // it was killed
	}
}

// stop ends the process as a cluster does, and returns its error.
func (r *replica) stop() error {
	r.signal(syscall.SIGTERM)
	return r.cmd.Wait()
}

func (r *replica) signal(s syscall.Signal) { _ = r.cmd.Process.Signal(s) }

// client sends each request on a connection of its own, so that none is sent twice.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 15 * time.Second}

// ask sends a request. It returns an error if there is no whole response.
func ask(method, url, body string) (status int, header http.Header, doc gjson.Result, err error) {
	req, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		return 0, nil, doc, err
	}
	req.Header.Set("X-Auth-Token", "t")
	req.SetBasicAuth("jobsim", "jobsim-password")
	res, err := client.Do(req)
	if err != nil {
		return 0, nil, doc, err
	}
	text, err := io.ReadAll(res.Body)
	return res.StatusCode, res.Header, gjson.ParseBytes(text), errors.Join(err, res.Body.Close())
}

// must sends a request that has to work.
func must(t *testing.T, want int, method, url, body string) gjson.Result {
	t.Helper()
	status, _, doc, err := ask(method, url, body)
	require.NoError(t, err)
	require.Equal(t, want, status, doc.Raw)
	return doc
}

// file writes a file and returns its name.
func file(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
	return name
}
