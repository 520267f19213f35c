package main

import (
	"fmt"
	"syscall"
)

// spareFiles are what a process opens besides its connections.
const spareFiles = 64

// openFiles raises the number of files that may be open, for this process and those it starts, or returns an error.
func openFiles(connections int) error {
	want := uint64(connections + spareFiles)
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return fmt.Errorf("reading the limit of open files: %w", err)
	}
	if limit.Cur >= want {
		return nil
	}
	raised := syscall.Rlimit{Cur: want, Max: max(limit.Max, want)}
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &raised); err != nil {
		return fmt.Errorf("%d connections want %d open files, and the limit is %d (ulimit -Hn): %w; as root, ulimit -n %d raises it",
			connections, want, limit.Max, err, want)
	}
	return nil
}
