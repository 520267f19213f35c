//go:build !windows

package dir

import (
	"errors"
	"os"
	"syscall"
)

// lockFile locks a file until it is closed or the process ends. It returns an error if another process has locked it.
func lockFile(f *os.File) error { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) }

// syncDir synchronizes a directory.
func syncDir(d *os.File) error { return d.Sync() }

// wayOut returns what a person can do about an error of the file system, behind a colon.
func wayOut(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ": make room there; requests are carried out again as soon as there is some"
	case errors.Is(err, syscall.EROFS):
		return ": mount it for writing"
	case errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		return ": give the user of this process the right to write there"
	case errors.Is(err, syscall.EFBIG):
		return ": raise the limit of file sizes (ulimit -f)"
	default:
		return ""
	}
}
