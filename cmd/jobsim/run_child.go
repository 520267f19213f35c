package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"time"
)

// The exit codes of a command that cannot be started, as shells have them.
const (
	exitNotExecutable = 126
	exitNotFound      = 127
)

// leaveTime is how long what a command has left running may take to end once it got the signal to do so.
const leaveTime = 2 * time.Second

// child is a command that was started with everything that it starts in turn, so that all of it can be ended together.
type child struct {
	cmd   *exec.Cmd
	group group
}

// childOptions says how a command is started.
type childOptions struct {
	argv           []string // the command and its arguments, at least one
	env            []string
	dir            string // empty means the present one
	stdin          io.Reader
	stdout, stderr io.Writer
	foreground     bool // the command gets the terminal, if standard input is one
}

// startChild starts a command. Its error has an exit code: 127 for a command that is not found, 126 for one that cannot be executed.
func startChild(o childOptions) (*child, error) {
	cmd := exec.Command(o.argv[0], o.argv[1:]...) //nolint:gosec,noctx // the command is what the caller asks for, and signals end it
	cmd.Env, cmd.Dir, cmd.Stdin, cmd.Stdout, cmd.Stderr = o.env, o.dir, o.stdin, o.stdout, o.stderr
	cmd.WaitDelay = leaveTime // for streams that are no files, which what is left running may hold
	c := &child{cmd: cmd}
	if err := c.group.start(cmd, o.foreground); err != nil {
		return nil, startError(o.argv[0], err)
	}
	return c, nil
}

// wait waits for the command to end, then ends what it has left running. It returns the exit code that a shell has for it.
func (c *child) wait() (int, error) {
	err := c.cmd.Wait()
	c.group.end()
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed && !errors.Is(err, exec.ErrWaitDelay) {
		return exitRuntime, fail(exitRuntime, "%s: %w", c.cmd.Path, err)
	}
	return exitCode(c.cmd.ProcessState), nil
}

// signal sends a signal to the command and to what it has started. It does nothing once they have ended.
func (c *child) signal(sig os.Signal) { c.group.signal(sig) }

// kill ends the command and what it has started at once.
func (c *child) kill() { c.group.kill() }

// startError returns the error of a command that cannot be started, with the reason and the way out.
func startError(name string, err error) error {
	if info, stat := os.Stat(name); stat == nil && info.IsDir() {
		return fail(exitNotExecutable, "%s is a directory: name a command behind --", name)
	}
	switch {
	case errors.Is(err, exec.ErrDot):
		return fail(exitNotFound, "%s is in the present directory, which is not searched for commands: write ./%s", name, name)
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		hint := "check its name and the variable PATH"
		if info, stat := os.Stat(name); stat == nil && info.Mode().IsRegular() {
			hint = fmt.Sprintf("for the file in the present directory write ./%s", name)
		}
		return fail(exitNotFound, "%s: command not found: %s", name, hint)
	case errors.Is(err, fs.ErrPermission):
		return fail(exitNotExecutable, "%s cannot be executed: make it executable with chmod +x, or name its interpreter, such as sh %s", name, name)
	default:
		return fail(exitNotExecutable, "%s cannot be executed: %w", name, withoutPath(err))
	}
}

// withoutPath returns an error of the file system without the path, which messages begin with.
func withoutPath(err error) error {
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		return broken.Err
	}
	return err
}
