package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/jobsim/jobsim/emulator/trace"
)

// traces are the exchanges of several files.
type traces struct {
	exchanges []trace.Exchange
	reports   []trace.Report
}

// maxTraceBytes is how many bytes of bodies are kept of all files together.
const maxTraceBytes = 64 << 20

// readTraces reads files, and those in directories.
func readTraces(cmd *cobra.Command, args []string) (traces, error) {
	var none traces
	names, err := traceFiles(args)
	if err != nil {
		return none, err
	}
	return interruptible(cmd.Context(), func() (all traces, err error) {
		size := 0
		for _, name := range names {
			report, err := readTrace(cmd, name, func(e trace.Exchange) {
				if size += len(e.Request.Body.Bytes) + len(e.Response.Body.Bytes); size <= maxTraceBytes {
					all.exchanges = append(all.exchanges, e)
				}
			})
			if err != nil {
				return all, fail(exitUsage, "%w", unreadable(err))
			}
			all.reports = append(all.reports, report)
		}
		if size > maxTraceBytes {
			return all, fail(exitRuntime, "the bodies of all exchanges take more than 64 MiB: narrow the files to the incident")
		}
		all.exchanges = trace.Join(all.exchanges)
		return all, nil
	})
}

func readTrace(cmd *cobra.Command, name string, yield func(trace.Exchange)) (trace.Report, error) {
	in := cmd.InOrStdin()
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return trace.Report{}, err
		}
		defer f.Close()
		in = f
	} else {
		name = "standard input"
	}
	return trace.Read(name, in, yield)
}

// traceFiles returns the files that arguments name, those of directories in the order of their names.
func traceFiles(args []string) ([]string, error) {
	var names []string
	for _, arg := range args {
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			names = append(names, arg) // reading it says what is wrong
			continue
		}
		err := filepath.WalkDir(arg, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				names = append(names, path)
			}
			return err
		})
		if err != nil {
			return nil, fail(exitUsage, "%w", unreadable(err))
		}
	}
	return names, nil
}
