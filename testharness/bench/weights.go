package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// peers are emulators that run in a test's process, jobsim first. The package peers has a test of each.
var peers = []string{"jobsim", "httptest", "miniredis", "vcsim"}

// weights measures what each emulator adds to a test that uses it, in one run.
func weights(ctx context.Context, b *binaries, o options) ([]figure, error) {
	empty, err := b.testBinary(ctx, "empty")
	if err != nil {
		return nil, err
	}
	least, err := os.Stat(empty)
	if err != nil {
		return nil, err
	}
	var figures []figure
	for _, name := range peers {
		binary, err := b.testBinary(ctx, name)
		if err != nil {
			return nil, err
		}
		w, err := weigh(ctx, binary, o.rounds)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		w.size -= least.Size()
		f := figure{
			what: "test with " + name + ": binary over an empty one, initialisation, start with a request",
			value: fmt.Sprintf("%.1f MB, %.1f ms (%.1f to %.1f), %.2f ms (%.2f to %.2f) and %.0f KB",
				float64(w.size)/1e6, w.init.median, w.init.low, w.init.high, w.start.median, w.start.low, w.start.high, w.bytes/1e3),
		}
		if name == peers[0] {
			f.budget, f.within = "<= 10 MB, 3 ms, 0.4 ms and 80 KB", w.size <= 10e6 && w.init.median <= 3 && w.start.median <= 0.4 && w.bytes <= 80e3
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// testBinary builds the test of a peer as go test does.
func (b *binaries) testBinary(ctx context.Context, name string) (string, error) {
	binary := filepath.Join(b.folder, name+".test")
	out, err := exec.CommandContext(ctx, "go", "test", "-c", "-trimpath", "-o", binary, "github.com/jobsim/jobsim/testharness/bench/peers/"+name).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building the test of %s: %w\n%s", name, err, out)
	}
	return binary, nil
}

// weight is what an emulator adds to a test.
type weight struct {
	size        int64  // of the binary, in bytes
	init, start spread // of its packages before the first test, and of one start with a request; in milliseconds
	bytes       float64
}

func weigh(ctx context.Context, binary string, rounds int) (weight, error) {
	info, err := os.Stat(binary)
	if err != nil {
		return weight{}, err
	}
	w := weight{size: info.Size()}
	var inits, starts []float64
	for range rounds {
		cmd := exec.CommandContext(ctx, binary, "-test.run", "^$")
		cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		out, err := cmd.CombinedOutput()
		if err != nil {
			return w, fmt.Errorf("%w\n%s", err, out)
		}
		inits = append(inits, initTime(out))
		out, err = exec.CommandContext(ctx, binary, "-test.run", "^$", "-test.bench", ".", "-test.benchtime", "300ms").CombinedOutput()
		if err != nil {
			return w, fmt.Errorf("%w\n%s", err, out)
		}
		fields := benchLine(out)
		if len(fields) < 6 {
			return w, fmt.Errorf("there is no line of a benchmark in\n%s", out)
		}
		took, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			return w, err
		}
		starts = append(starts, took/1e6)
		if w.bytes, err = strconv.ParseFloat(fields[4], 64); err != nil {
			return w, err
		}
	}
	w.init, w.start = spreadOf(inits), spreadOf(starts)
	return w, nil
}

// initTime adds up what Go's trace of initialisations has, in milliseconds, the runtime's own left out.
func initTime(trace []byte) float64 {
	sum := 0.0
	for lines := bufio.NewScanner(bytes.NewReader(trace)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 6 || fields[0] != "init" || fields[1] == "runtime" {
			continue
		}
		if took, err := strconv.ParseFloat(fields[4], 64); err == nil {
			sum += took
		}
	}
	return sum
}

// benchLine returns the fields of a benchmark's line.
func benchLine(out []byte) []string {
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "Benchmark") {
			return strings.Fields(lines.Text())
		}
	}
	return nil
}
