package main

import (
	"bufio"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

// usage is what a server holds.
type usage struct {
	kib        float64 // resident
	heap       float64 // KiB; 0 when the server does not tell
	goroutines float64
	files      int
}

func (u usage) String() string {
	return fmt.Sprintf("%s, heap %s, %.0f goroutines, %d files", mib(u.kib), mib(u.heap), u.goroutines, u.files)
}

func mib(kib float64) string { return fmt.Sprintf("%.1f MiB", kib/1024) }

// look asks what the server holds at the moment.
func (s *server) look() (u usage, err error) {
	if u.kib, err = numbered(fmt.Sprintf("/proc/%d/status", s.pid), "VmRSS:"); err != nil {
		return u, err
	}
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.pid))
	if err != nil {
		return u, err
	}
	u.files = len(open)
	res, err := http.Get("http://" + s.host + "/__admin/metrics")
	if err != nil {
		return u, err
	}
	defer res.Body.Close()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		for name, value := range map[string]*float64{"go_goroutines ": &u.goroutines, "go_memstats_heap_alloc_bytes ": &u.heap} {
			if text, ok := strings.CutPrefix(lines.Text(), name); ok {
				if _, err := fmt.Sscan(text, value); err != nil {
					return u, err
				}
			}
		}
	}
	u.heap /= 1024
	return u, nil
}

// numbered returns the number that follows a word at the beginning of a line.
func numbered(file, word string) (n float64, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, word); ok {
			_, err := fmt.Sscan(rest, &n)
			return n, err
		}
	}
	return 0, errors.New(file + " has no " + word)
}

// settled returns what the server holds once it has noticed that connections were closed: when it has no more goroutines than
// before, or ten seconds later.
func (s *server) settled(before usage) (u usage, err error) {
	for range 100 {
		if u, err = s.look(); err != nil || u.goroutines <= before.goroutines {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	return u, err
}
