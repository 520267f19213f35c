package trace

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// decoded returns a reader of UTF-8. PowerShell writes what it redirects as UTF-16, and some editors begin a file with a mark.
func decoded(in *bufio.Reader) *bufio.Reader {
	head, _ := in.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		_, _ = in.Discard(3)
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}):
		_, _ = in.Discard(2)
		return bufio.NewReaderSize(&utf16Reader{in: in, low: 0}, 64<<10)
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		_, _ = in.Discard(2)
		return bufio.NewReaderSize(&utf16Reader{in: in, low: 1}, 64<<10)
	}
	return in
}

// utf16Reader reads UTF-16 as UTF-8.
type utf16Reader struct {
	in   *bufio.Reader
	low  int // which of two bytes is the low one
	rest []byte
}

// Read implements io.Reader.
func (u *utf16Reader) Read(p []byte) (int, error) {
	n := copy(p, u.rest)
	u.rest = u.rest[n:]
	for n == 0 || n < len(p) && u.in.Buffered() >= 4 {
		r, err := u.rune()
		if err != nil {
			return n, err
		}
		var text [utf8.UTFMax]byte
		whole := utf8.AppendRune(text[:0], r)
		written := copy(p[n:], whole)
		n += written
		u.rest = append(u.rest[:0], whole[written:]...)
		if len(u.rest) > 0 {
			break
		}
	}
	return n, nil
}

func (u *utf16Reader) rune() (rune, error) {
	first, err := u.unit()
	if err != nil || !utf16.IsSurrogate(rune(first)) {
		return rune(first), err
	}
	second, err := u.unit()
	return utf16.DecodeRune(rune(first), rune(second)), err
}

// unit reads one code unit. Half a unit at the end of the input is dropped.
func (u *utf16Reader) unit() (uint16, error) {
	var pair [2]byte
	if _, err := io.ReadFull(u.in, pair[:]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = io.EOF
		}
		return 0, err
	}
	return uint16(pair[u.low]) | uint16(pair[1-u.low])<<8, nil
}
