package trace

import (
	"bufio"
	"bytes"
	"errors"
)

// lineReader reads lines of at most MaxMessage bytes.
type lineReader struct {
	in  *bufio.Reader
	n   int  // the number of the last line that was read
	cut bool // whether that line was longer, and is cut
	buf []byte
}

// next returns the next line without its end. The slice is valid until the next call.
func (l *lineReader) next() ([]byte, error) {
	line, err := l.in.ReadSlice('\n')
	l.cut = false
	if errors.Is(err, bufio.ErrBufferFull) {
		l.buf = append(l.buf[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			line, err = l.in.ReadSlice('\n')
			if room := MaxMessage - len(l.buf); len(line) > room {
				line, l.cut = line[:max(room, 0)], true
			}
			l.buf = append(l.buf, line...)
		}
		line = l.buf
	}
	if len(line) == 0 && err != nil {
		return nil, err
	}
	l.n++
	line = bytes.TrimSuffix(line, []byte("\n"))
	return bytes.TrimRight(line, "\r"), nil
}
