package main

import (
	"io"
	"log/slog"
	"os"
)

// logger returns a logger that writes to w: text on a terminal and JSON otherwise, unless --log-format says.
func (f *serveFlags) logger(w io.Writer) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(f.logLevel)); err != nil {
		return nil, fail(exitUsage, "%s: %q: want debug, info, warn or error", f.label("log-level"), f.logLevel)
	}
	opts := &slog.HandlerOptions{Level: level}
	switch format := f.format(w); format {
	case "text":
		return slog.New(slog.NewTextHandler(w, opts)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, opts)), nil
	default:
		return nil, fail(exitUsage, "%s: %q: want text or json", f.label("log-format"), format)
	}
}

// format returns the format of a log that is written to w.
func (f *serveFlags) format(w io.Writer) string {
	switch {
	case f.logFormat != "":
		return f.logFormat
	case isTerminal(w):
		return "text"
	default:
		return "json"
	}
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
