package main

import (
	"os"
	"os/exec"
	"sync"
	"unsafe"

	"golang.org/x/sys/windows"
)

// forwarded are the signals that are held back from ending jobsim while a command runs. Windows gives Ctrl-C to every process of
// the console, so the command has it already.
var forwarded = []os.Signal{os.Interrupt}

// group is the job object of a command, in which everything that the command starts is too.
type group struct {
	mu  sync.Mutex
	job windows.Handle // zero once it is closed
}

// start starts a command in a job object of its own, whose processes end with the last handle to it, so also if jobsim is killed.
func (g *group) start(cmd *exec.Cmd, _ bool) error {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return os.NewSyscallError("CreateJobObject", err)
	}
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{LimitFlags: windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE},
	}
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		_ = windows.CloseHandle(job)
		return err
	}
	g.job = job
	assign(job, cmd.Process.Pid)
	return nil
}

// assign puts a process into a job object. It does nothing if the process has ended.
func assign(job windows.Handle, pid int) {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid))
	if err != nil {
		return
	}
	_ = windows.AssignProcessToJobObject(job, process) // it fails for a process that has ended
	_ = windows.CloseHandle(process)
}

// signal does nothing: the console gave the signal to the command too.
func (g *group) signal(os.Signal) {}

func (g *group) kill() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.job != 0 {
		_ = windows.TerminateJobObject(g.job, exitRuntime)
	}
}

// end ends what is left of the group once the command has ended.
func (g *group) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	_ = windows.CloseHandle(g.job)
	g.job = 0
}

// exitCode returns the exit code of a process.
func exitCode(p *os.ProcessState) int { return p.ExitCode() }
