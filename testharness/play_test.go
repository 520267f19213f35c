package testharness_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// move is one line of a play: it loads further scenarios, waits, changes the credentials, or sends a request and lists what
// the response must contain. scenarios/README.md documents the format.
type move struct {
	line    int // in the file
	text    string
	with    []string // scenarios that are loaded beside the one that is played
	wait    time.Duration
	as      string // credentials of the requests from now on: a token, user:password, or "nobody"
	header  string // "Name: value", of the requests from now on
	times   int
	request []string // its first word, and what follows
	want    []string // what the response must contain
}

// readPlay reads a *.play file.
func readPlay(t *testing.T, file string) []move {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(file))
	require.NoError(t, err, "a scenario needs a play beside it: what a client asks, and what must come back")
	return parsePlay(t, file, string(text))
}

// parsePlay parses a play. A line that begins with a blank continues the one before. name names it in messages.
func parsePlay(t *testing.T, name, text string) []move {
	t.Helper()
	var moves []move
	for i, line := range strings.Split(text, "\n") {
		words := strings.TrimSpace(line)
		switch {
		case words == "" || strings.HasPrefix(words, "#"):
		case line != strings.TrimLeft(line, " \t"):
			require.NotEmpty(t, moves, "%s:%d: nothing to go on with", name, i+1)
			moves[len(moves)-1].text += " " + words
		default:
			moves = append(moves, move{line: i + 1, text: words})
		}
	}
	for i := range moves {
		require.NoError(t, moves[i].read(), "%s:%d: %s", name, moves[i].line, moves[i].text)
	}
	require.NotEmpty(t, moves)
	return moves
}

// read parses the text of a move.
func (m *move) read() (err error) {
	if wait, ok := strings.CutPrefix(m.text, "+"); ok {
		m.wait, err = time.ParseDuration(wait)
		return err
	}
	if with, ok := strings.CutPrefix(m.text, "with "); ok {
		m.with = strings.Fields(with)
		return nil
	}
	if as, ok := strings.CutPrefix(m.text, "as "); ok {
		m.as = as
		return nil
	}
	if header, ok := strings.CutPrefix(m.text, "header "); ok {
		m.header = header
		return nil
	}
	request, want, ok := strings.Cut(m.text, "=>")
	if !ok {
		return fmt.Errorf("no => in %q", m.text)
	}
	m.times = 1
	first, rest, _ := strings.Cut(strings.TrimSpace(request), " ")
	if n, err := strconv.Atoi(strings.TrimSuffix(first, "x")); err == nil && strings.HasSuffix(first, "x") {
		m.times = n
		first, rest, _ = strings.Cut(strings.TrimSpace(rest), " ")
	}
	m.request = []string{first}
	switch first {
	case http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, "rpc":
		what, body, _ := strings.Cut(strings.TrimSpace(rest), " ")
		m.request = append(m.request, what, strings.TrimSpace(body))
	case "evs", "sdrs", "drs", "element":
		m.request = append(m.request, strings.Fields(rest)...)
	default:
		return fmt.Errorf("unknown request %q", first)
	}
	m.want, err = split(want)
	if err == nil && (len(m.want) == 0 || len(m.request) < 2) {
		err = fmt.Errorf("want a request and what the response must contain")
	}
	return err
}

// split splits text at blanks outside of quotes, and removes the quotes.
func split(text string) (words []string, err error) {
	word, open, quoted := "", false, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case open && c == '\\' && i+1 < len(text):
			i++
			word += text[i : i+1]
		case c == '"':
			open, quoted = !open, true
		case c == ' ' && !open:
			if word != "" || quoted {
				words = append(words, word)
			}
			word, quoted = "", false
		default:
			word += text[i : i+1]
		}
	}
	if open {
		return nil, fmt.Errorf("an open quote in %q", text)
	}
	if word != "" || quoted {
		words = append(words, word)
	}
	return words, nil
}
