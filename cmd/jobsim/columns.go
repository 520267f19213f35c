package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v3"
)

// widthFlag is how wide a table may be.
func widthFlag(columns int) cli.Flag {
	return &cli.IntFlag{Name: "width", Usage: "`COLUMNS` to write in; 0 cuts nothing", Value: columns, Sources: cli.EnvVars("COLUMNS")}
}

// columns writes rows under a head, each column as wide as its longest text, and cuts what goes beyond the width.
func columns(w io.Writer, width int, head []string, rows [][]string) error {
	rows = append([][]string{head}, rows...)
	wide := make([]int, len(head))
	for _, row := range rows {
		for i, text := range row {
			wide[i] = max(wide[i], utf8.RuneCountInString(text))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, text := range row {
			fmt.Fprintf(&line, "%-*s  ", wide[i], text)
		}
		if _, err := fmt.Fprintln(w, cut(strings.TrimRight(line.String(), " "), width)); err != nil {
			return err
		}
	}
	return nil
}

// cut is a line without what goes beyond the width; 0 cuts nothing.
func cut(line string, width int) string {
	if width <= 0 || utf8.RuneCountInString(line) <= width {
		return line
	}
	return strings.TrimRight(string([]rune(line)[:width-1]), " ") + "…"
}

// wrap breaks a text at its spaces into lines that fit beside an indentation; 0 breaks nothing.
func wrap(text string, indent string, width int) string {
	var all strings.Builder
	line := indent
	for word := range strings.FieldsSeq(text) {
		if len(line) > len(indent) {
			word = " " + word
		}
		if width > 0 && len(line) > len(indent) && utf8.RuneCountInString(line+word) > width {
			all.WriteString(line + "\n")
			line, word = indent, strings.TrimPrefix(word, " ")
		}
		line += word
	}
	return all.String() + line
}
