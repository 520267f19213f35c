package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// server is a jobsim in a process of its own.
type server struct {
	host string // with its port
	pid  int
	cmd  *exec.Cmd // nil: it ran already
	log  string    // the file of its log
	over chan error
}

// build makes the binary, in a folder for it and for what servers write.
func (p *plan) build(folder string) error {
	if p.binary != "" || p.base != "" {
		return nil
	}
	p.binary = filepath.Join(folder, "jobsim")
	out, err := exec.Command("go", "build", "-o", p.binary, "github.com/jobsim/jobsim/cmd/jobsim").CombinedOutput()
	if err != nil {
		return fmt.Errorf("building jobsim: %w\n%s", err, out)
	}
	return nil
}

// start starts a server and waits until it logs where it listens.
func (p *plan) start(folder, level string) (*server, error) {
	if p.base != "" {
		u, err := url.Parse(p.base)
		if err != nil {
			return nil, err
		}
		return &server{host: u.Host, pid: p.pid}, nil
	}
	told := filepath.Join(folder, "endpoints.json")
	s := &server{log: filepath.Join(folder, "log"), over: make(chan error, 1)}
	log, err := os.Create(s.log)
	if err != nil {
		return nil, err
	}
	defer log.Close() // the process has it too
	s.cmd = exec.Command(p.binary, "serve", "--listen", "127.0.0.1:0", "--tls-listen", "off", "--endpoints-file", told,
		"--log-level", level, "--log-format", "json", "--max-connections", strconv.Itoa(max(p.connections, 3*p.slow, p.workers)+spareFiles), "demo")
	s.cmd.Stderr = log
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	s.pid = s.cmd.Process.Pid
	go func() { s.over <- s.cmd.Wait() }()
	for {
		if s.host = listening(told); s.host != "" {
			return s, nil
		}
		select {
		case err := <-s.over:
			return nil, fmt.Errorf("jobsim did not start: %w\n%s", err, s.said())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// listening reads where a server listens; empty while it does not tell.
func listening(file string) string {
	var at struct{ URL string }
	text, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(text, &at) != nil {
		return ""
	}
	u, err := url.Parse(at.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// stop ends a server that was started here, and returns what it warned of and how it ended.
func (s *server) stop() error {
	if s.cmd == nil {
		return nil
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return s.ended()
}

// ended waits until the process has ended.
func (s *server) ended() error {
	select {
	case err := <-s.over:
		if err != nil {
			return fmt.Errorf("jobsim ended badly: %w\n%s", err, s.said())
		}
		return nil
	case <-time.After(patience):
		_ = s.cmd.Process.Kill() // it may have ended just now
		return fmt.Errorf("jobsim did not end within %s of SIGTERM", patience)
	}
}

// said returns the end of the server's log.
func (s *server) said() []byte {
	const most = 2000
	text, _ := os.ReadFile(s.log) // without it there is nothing to tell
	return text[max(len(text)-most, 0):]
}

// answered returns how many responses the log has.
func (s *server) answered() (int, error) {
	text, err := os.ReadFile(s.log)
	return bytes.Count(text, []byte(`"msg":"answered","api":`)), err
}
