package main

import (
	"bufio"
	"fmt"
	"net/http"
	"os"
	"strings"
)

// usage is what the server holds.
type usage struct {
	kib        int // resident
	goroutines int // 0 when it does not tell
	files      int
}

func (u usage) String() string { return fmt.Sprintf("%.1f MiB", float64(u.kib)/1024) }

// look asks what the server holds at the moment.
func (p plan) look() (u usage, err error) {
	if u.kib, err = p.resident(); err != nil {
		return u, err
	}
	open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", p.pid))
	u.files = len(open)
	if err != nil {
		return u, err
	}
	u.goroutines, err = p.goroutines()
	return u, err
}

// resident is the server's memory in KiB; a server that is gone has an error or none.
func (p plan) resident() (kib int, err error) {
	status, err := os.Open(fmt.Sprintf("/proc/%d/status", p.pid))
	if err != nil {
		return 0, err
	}
	defer status.Close()
	for lines := bufio.NewScanner(status); lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), "VmRSS:"); ok {
			_, err = fmt.Sscan(text, &kib)
		}
	}
	return kib, err
}

// goroutines reads the server's metrics.
func (p plan) goroutines() (n int, err error) {
	res, err := http.Get("http://" + p.host + "/__admin/metrics")
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), "go_goroutines "); ok {
			_, err = fmt.Sscan(text, &n)
		}
	}
	return n, err
}
