package main

import (
	"io"
	"log/slog"
	"os"

	"github.com/urfave/cli/v3"
)

// logger writes to standard error: text on a terminal, JSON otherwise.
func logger(cmd *cli.Command) (*slog.Logger, error) {
	var level slog.Level
	if err := level.UnmarshalText([]byte(cmd.String("log-level"))); err != nil {
		return nil, fail(exitUsage, "%s: %q: want debug, info, warn or error", said(cmd, "log-level"), cmd.String("log-level"))
	}
	opts := &slog.HandlerOptions{Level: level}
	switch format := logFormat(cmd); format {
	case "text":
		return slog.New(slog.NewTextHandler(cmd.Root().ErrWriter, opts)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(cmd.Root().ErrWriter, opts)), nil
	default:
		return nil, fail(exitUsage, "%s: %q: want text or json", said(cmd, "log-format"), format)
	}
}

// logFormat is the format asked for, else the one for who reads along.
func logFormat(cmd *cli.Command) string {
	switch format := cmd.String("log-format"); {
	case format != "":
		return format
	case terminal(cmd.Root().ErrWriter):
		return "text"
	default:
		return "json"
	}
}

// terminal tells whether a person reads along.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
