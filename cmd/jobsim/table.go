package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/pflag"
)

// addWidthFlag adds --width, which limits how wide a table is.
func addWidthFlag(flags *pflag.FlagSet, width *int, usual int) {
	flags.IntVar(width, "width", columns(usual), "`COLUMNS` to print in; 0 cuts nothing (default: the terminal's, as in the variable COLUMNS)")
	flags.Lookup("width").DefValue = "0"
}

// writeColumns writes rows under a head, each column as wide as its longest text, and cuts each line at the width; zero
// cuts nothing.
func writeColumns(w io.Writer, width int, head []string, rows [][]string) error {
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

// cut returns the line cut at the width, with an ellipsis; zero cuts nothing.
func cut(line string, width int) string {
	if width <= 0 || utf8.RuneCountInString(line) <= width {
		return line
	}
	return strings.TrimRight(string([]rune(line)[:width-1]), " ") + "…"
}

// wrap breaks a text at its blanks into indented lines that fit the width; zero breaks nothing.
func wrap(text, indent string, width int) string {
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
