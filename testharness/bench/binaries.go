package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// binaries are the programs of a measurement, built into a folder that also takes their files.
type binaries struct {
	folder, jobsim, bare, loader string
}

// build builds the three programs as they are shipped.
func build(ctx context.Context, folder string) (*binaries, error) {
	b := &binaries{folder: folder}
	for into, pkg := range map[*string]string{
		&b.jobsim: "github.com/jobsim/jobsim/cmd/jobsim",
		&b.bare:   "github.com/jobsim/jobsim/testharness/bench/bare",
		&b.loader: "github.com/jobsim/jobsim/testharness/bench/loader",
	} {
		*into = filepath.Join(folder, filepath.Base(pkg))
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", *into, pkg)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("building %s: %w\n%s", pkg, err, out)
		}
	}
	return b, nil
}

// load is what a run of the loader saw of a server.
type load struct {
	Requests           int
	Took, Median, Slow time.Duration
	processor          time.Duration // that the server used
}

// perRequest returns the processor time of one request in nanoseconds.
func (l load) perRequest() float64 { return float64(l.processor) / float64(l.Requests) }

// perSecond returns the throughput.
func (l load) perSecond() float64 { return float64(l.Requests) / l.Took.Seconds() }

// drive keeps a server busy for a while with requests, and returns what that took.
func (b *binaries) drive(ctx context.Context, s *site, span time.Duration, connections int, requests ...poll) (load, error) {
	args := []string{"-time", span.String(), "-connections", fmt.Sprint(connections), s.address}
	for i, p := range requests {
		file := filepath.Join(b.folder, fmt.Sprintf("request-%d", i))
		if err := os.WriteFile(file, p.bytes(), 0o600); err != nil {
			return load{}, err
		}
		args = append(args, file)
	}
	before, err := processorTime(s.cmd.Process.Pid)
	if err != nil {
		return load{}, err
	}
	var problems strings.Builder
	cmd := pinned(ctx, loaderCore, b.loader, args...)
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		return load{}, fmt.Errorf("%w: %s", err, problems.String())
	}
	after, err := processorTime(s.cmd.Process.Pid)
	if err != nil {
		return load{}, err
	}
	l := load{processor: after - before}
	return l, json.Unmarshal(out, &l)
}
