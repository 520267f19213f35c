//go:build unix

package main

import (
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// forwarded are the signals that a command gets too when jobsim gets them.
var forwarded = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGUSR1, syscall.SIGUSR2}

// group is the process group of a command, in which everything that the command starts is too, unless it leaves it on purpose.
type group struct {
	id       int
	terminal int // the descriptor of the terminal that the group was given; -1 for none
}

// start starts a command in a group of its own. With foreground the group gets the terminal that standard input is, if this
// process has it, so that the command can read it and gets its Ctrl-C. Ctrl-Z is ignored then: nothing would bring the command back.
func (g *group) start(cmd *exec.Cmd, foreground bool) error {
	g.terminal = -1
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if in, ok := cmd.Stdin.(*os.File); ok && foreground && ownsTerminal(int(in.Fd())) {
		g.terminal = int(in.Fd())
		cmd.SysProcAttr.Foreground, cmd.SysProcAttr.Ctty = true, g.terminal
		signal.Ignore(syscall.SIGTSTP)
	}
	adoptOrphans()
	if err := cmd.Start(); err != nil {
		g.takeTerminal()
		return err
	}
	g.id = cmd.Process.Pid
	return nil
}

// ownsTerminal reports whether fd is a terminal whose foreground process group is that of this process.
func ownsTerminal(fd int) bool {
	owner, err := unix.IoctlGetInt(fd, unix.TIOCGPGRP)
	return err == nil && owner == unix.Getpgrp()
}

// takeTerminal takes the terminal back from the group.
func (g *group) takeTerminal() {
	if g.terminal < 0 {
		return
	}
	signal.Ignore(syscall.SIGTTOU) // which a process of the background gets for this
	_ = unix.IoctlSetPointerInt(g.terminal, unix.TIOCSPGRP, unix.Getpgrp())
	signal.Reset(syscall.SIGTTOU, syscall.SIGTSTP)
	g.terminal = -1
}

func (g *group) signal(sig os.Signal) {
	if number, ok := sig.(syscall.Signal); ok {
		_ = syscall.Kill(-g.id, number) // it fails if all have ended
	}
}

func (g *group) kill() { g.signal(syscall.SIGKILL) }

// end ends what is left of the group once the command has ended: by SIGTERM, and by SIGKILL what is still there after leaveTime.
func (g *group) end() {
	g.takeTerminal()
	g.signal(syscall.SIGTERM)
	if !g.gone() {
		g.kill()
		g.gone()
	}
}

// gone waits until all of the group have ended, for leaveTime at most, and reports whether they have.
func (g *group) gone() bool {
	const pause = 10 * time.Millisecond
	for range leaveTime / pause {
		for reaped := 1; reaped > 0; {
			reaped, _ = syscall.Wait4(-g.id, nil, syscall.WNOHANG, nil) // what has ended is gone once it was waited for
		}
		if syscall.Kill(-g.id, 0) != nil {
			return true
		}
		time.Sleep(pause)
	}
	return false
}

// exitCode returns the exit code of a process as shells have it: 128 and the signal for one that a signal ended.
func exitCode(p *os.ProcessState) int {
	if status, ok := p.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return p.ExitCode()
}
