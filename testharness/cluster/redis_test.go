package cluster

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// redis is a Redis server, or a Valkey, as a process. What it has acknowledged is on its disk.
type redis struct {
	t           *testing.T
	binary, dir string
	address     string
	cmd         *exec.Cmd
}

// startRedis starts a server on loopback. Without one on this machine the test is skipped, and fails in CI.
func startRedis(t *testing.T) *redis {
	t.Helper()
	r := &redis{t: t, dir: t.TempDir(), address: freeAddress(t)}
	for _, name := range []string{"redis-server", "valkey-server"} {
		if path, err := exec.LookPath(name); err == nil {
			r.binary = path
		}
	}
	if r.binary == "" {
		const message = "there is neither redis-server nor valkey-server here: run .ci/setup, or apt-get install redis-server"
		if os.Getenv("CI") != "" {
			t.Fatal(message)
		}
		t.Skip(message)
	}
	r.start()
	t.Cleanup(r.kill)
	return r
}

func (r *redis) start() {
	r.t.Helper()
	_, port, err := net.SplitHostPort(r.address)
	require.NoError(r.t, err)
	r.cmd = exec.Command(r.binary, "--bind", "127.0.0.1", "--port", port, "--dir", r.dir, "--save", "", "--appendonly", "yes",
		"--appendfsync", "always", "--logfile", filepath.Join(r.dir, "log"))
	require.NoError(r.t, r.cmd.Start())
	waitFor(r.t, r.address)
}

// kill ends the server without a word.
func (r *redis) kill() {
	if r.cmd.ProcessState == nil {
		_ = r.cmd.Process.Signal(syscall.SIGKILL)
		_ = r.cmd.Wait() // it was killed
	}
}

// get returns the text of a key; empty if there is none.
func (r *redis) get(key string) string {
	conn, err := net.Dial("tcp", r.address)
	if err != nil {
		return ""
	}
	defer conn.Close()
	_, _ = fmt.Fprintf(conn, "GET %s\r\n", key) // reading fails then
	lines := bufio.NewScanner(conn)
	if !lines.Scan() || lines.Text() == "$-1" || !lines.Scan() {
		return ""
	}
	return lines.Text()
}

// url returns the value of --store.
func (r *redis) url() string { return "redis://" + r.address }

// freeAddress returns an address on loopback where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

// waitFor returns once something listens at an address.
func waitFor(t *testing.T, address string) {
	t.Helper()
	require.Eventually(t, func() bool {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	}, 10*time.Second, 10*time.Millisecond, address)
}
