package dir

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockFile locks a file until it is closed or the process ends. It returns an error if another process has locked it. The locked
// byte is far behind the content, which others may read.
func lockFile(f *os.File) error {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	return windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{Offset: 1 << 30})
}

// syncDir does nothing: a directory cannot be synchronized there.
func syncDir(*os.File) error { return nil }

// wayOut returns what a person can do about an error of the file system, behind a colon.
func wayOut(err error) string {
	if errors.Is(err, windows.ERROR_DISK_FULL) {
		return ": make room there; requests are carried out again as soon as there is some"
	}
	return ""
}
