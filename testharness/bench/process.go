package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// The cores of a measurement: the servers of a pair share one, of which only one is busy at a time, and the loader has the other.
const (
	serverCore = "0"
	loaderCore = "1"
)

// site is a server that runs as a process of its own, pinned to serverCore.
type site struct {
	address string // HOST:PORT
	cmd     *exec.Cmd
}

// stop ends the process.
func (s *site) stop() {
	_ = s.cmd.Process.Kill() // it may have ended
	_ = s.cmd.Wait()
}

// pinned returns a command that runs on one core alone. Go's runtime takes the number of its threads from that.
func pinned(ctx context.Context, core, binary string, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "taskset", append([]string{"-c", core, binary}, args...)...)
}

// serveJobsim starts jobsim with n resting jobs, and returns once it serves. Without its log it logs errors alone.
func (b *binaries) serveJobsim(ctx context.Context, jobs int, log bool) (*site, error) {
	endpoints := filepath.Join(b.folder, "endpoints.json")
	_ = os.Remove(endpoints) // of the process before
	args := []string{"serve", "--listen", "127.0.0.1:0", "--tls-listen", "off", "--endpoints-file", endpoints, "--quiet"}
	if !log {
		args = append(args, "--log-level", "error")
	}
	for i, text := range scenariosOf(jobs) {
		file := filepath.Join(b.folder, fmt.Sprintf("scenario-%d.yaml", i))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return nil, err
		}
		args = append(args, file)
	}
	output, err := os.Create(filepath.Join(b.folder, "log"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = output.Close() }() // the process has its own
	cmd := pinned(ctx, serverCore, b.jobsim, args...)
	if !log {
		cmd.Stderr = output // with its log it writes to nowhere, as fast as that is
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &site{cmd: cmd}
	if s.address, err = awaitEndpoints(endpoints); err == nil {
		return s, nil
	}
	s.stop()
	text, _ := os.ReadFile(output.Name()) // it says more, or there is nothing to say
	return nil, fmt.Errorf("%w\n%s", err, text)
}

// awaitEndpoints returns the address in the file that jobsim serve writes once it listens.
func awaitEndpoints(file string) (string, error) {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(200 * time.Microsecond) {
		text, err := os.ReadFile(file)
		var at struct{ URL string }
		if err == nil && json.Unmarshal(text, &at) == nil && at.URL != "" {
			return strings.TrimPrefix(at.URL, "http://"), nil
		}
	}
	return "", errors.New("jobsim serve did not listen within a minute")
}

// serveBare starts the bare server with the responses of jobsim to the polls.
func (b *binaries) serveBare(ctx context.Context, jobsim *site, polls []poll) (*site, error) {
	var all []map[string]any
	for _, p := range polls {
		head, body, err := p.ask(jobsim.address)
		if err != nil {
			return nil, err
		}
		all = append(all, map[string]any{"path": p.path, "header": head, "body": body})
	}
	text, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(b.folder, "responses.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		return nil, err
	}
	cmd := pinned(ctx, serverCore, b.bare, file)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	return &site{strings.TrimSpace(line), cmd}, err
}

// processorTime returns what a process has used of the processor so far, its ended threads included, as the kernel accounts it.
func processorTime(pid int) (time.Duration, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(text), ") ") // the name of the program may have spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, fmt.Errorf("/proc/%d/stat has %d fields", pid, len(fields))
	}
	user, err := strconv.ParseInt(fields[11], 10, 64)
	if err != nil {
		return 0, err
	}
	system, err := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * tick, err
}

// tick is the unit of processor time in /proc: USER_HZ, which is 100 on every Linux.
const tick = 10 * time.Millisecond

// memoryOf returns a value of /proc/PID/status in bytes: VmRSS, what a process has now, or VmHWM, the most that it had.
func memoryOf(pid int, name string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			n, err := strconv.ParseInt(strings.Fields(value)[0], 10, 64)
			return n << 10, err
		}
	}
	return 0, fmt.Errorf("/proc/%d/status has no %s", pid, name)
}
