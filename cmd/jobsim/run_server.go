package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/spf13/cobra"
)

// localServer is an emulator on free ports of the loopback address, for commands that this process runs.
type localServer struct {
	*site
	at   endpoints
	dir  string // a temporary directory, with the authority's certificate in caFile
	stop context.CancelFunc
	done chan error // has the result of serving once it has ended
}

// caName is the name of the file with the authority's certificate in a localServer's directory.
const caName = "ca.pem"

// registerLocal adds those flags of serve to a command that make sense for a localServer.
func (f *serveFlags) registerLocal(cmd *cobra.Command) {
	f.define(cmd.Name())
	f.logLevel = "warn" // the command writes to the same stream
	f.flags.Lookup("log-level").DefValue = f.logLevel
	cmd.Flags().SortFlags = false
	for _, name := range []string{scenariosFlag, "clock", "seed", "profile", "auth", "set", "always", "strict", "tls-ca", "max-jobs", "log-level", "log-format"} {
		cmd.Flags().AddFlag(f.flags.Lookup(name))
	}
	f.completions(cmd)
}

// startLocal starts the emulator that the flags and arguments ask for. It accepts requests when startLocal returns.
func startLocal(cmd *cobra.Command, f *serveFlags, args []string) (_ *localServer, err error) {
	if _, file := cmd.ErrOrStderr().(*os.File); !file { // the server's log and the command write to it at a time
		cmd.SetErr(&lockedWriter{w: cmd.ErrOrStderr()})
	}
	s := &localServer{done: make(chan error, 1)}
	if s.dir, err = os.MkdirTemp("", "jobsim-"); err != nil {
		return nil, fail(exitRuntime, "a temporary directory cannot be made: %w", err)
	}
	defer func() {
		if err != nil {
			s.remove()
		}
	}()
	f.caFile = filepath.Join(s.dir, caName)
	for _, name := range []string{"listen", "tls-listen"} {
		if err := f.flags.Set(name, defaultHost+":0"); err != nil {
			return nil, fail(exitUsage, "%w", err)
		}
	}
	if s.site, err = f.prepare(cmd, args); err != nil {
		return nil, err
	}
	if s.bound, err = f.openListeners(cmd.Context(), s.Emulator, s.signer); err != nil {
		return nil, err
	}
	if s.at, err = endpointsOf(s.bound, f.caFile, true); err != nil {
		closeListeners(s.bound)
		return nil, fail(exitRuntime, "%w", err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(cmd.Context())) // a signal ends the command first
	s.stop = stop
	go func() { s.done <- serveUntilDone(ctx, s.bound, func(context.Context) {}, s.log) }()
	return s, nil
}

// drain finishes the requests in flight and stops listening.
func (s *localServer) drain() error {
	s.stop()
	err := <-s.done
	s.sessions.close()
	s.site.close()
	return err
}

// remove removes the temporary directory.
func (s *localServer) remove() { _ = os.RemoveAll(s.dir) }

// lockedWriter is a writer for concurrent use.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

// Write implements io.Writer.
func (l *lockedWriter) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(text)
}
