package dir

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/store"
)

const (
	head      = "jobsim log 1\n"
	frameHead = 8       // bytes: length and checksum
	maxFrame  = 1 << 30 // bytes
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// file is a log. It has one user at a time.
type file struct {
	*os.File
	store *Store
	name  string
	end   int64  // the size without what was not written whole, in bytes
	odd   bool   // there may be something behind end
	fault error  // it is not known which records the disk has; nothing is appended any more
	buf   []byte // of the frame that is written
}

// Read calls f for each record, and cuts off a frame at the end that a crash cut short.
func (l *file) Read(f func(number uint64, record []byte) error) error {
	if _, err := l.Seek(0, io.SeekStart); err != nil {
		return &Error{l.name, err}
	}
	r := bufio.NewReaderSize(l.File, 1<<20)
	first := make([]byte, len(head))
	if _, err := io.ReadFull(r, first); err != nil || string(first) != head {
		return &DamagedError{l.name, 0}
	}
	l.end = int64(len(head))
	var number uint64
	for {
		frame, err := readFrame(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return l.cut(err)
		}
		for content := frame; len(content) > 0; {
			n, k := binary.Uvarint(content)
			if k <= 0 || n > uint64(len(content)-k) {
				return &DamagedError{l.name, l.end}
			}
			number++
			if err := f(number, content[k:k+int(n)]); err != nil {
				return err
			}
			content = content[k+int(n):]
		}
		l.end += frameHead + int64(len(frame))
	}
}

// errTorn is returned for a frame that is not whole.
var errTorn = errors.New("the frame is not whole")

// readFrame returns the content of the next frame. Its error is io.EOF at the end, errTorn, or one of the file system.
func readFrame(r io.Reader) ([]byte, error) {
	var h [frameHead]byte
	switch _, err := io.ReadFull(r, h[:]); {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errTorn
	case err != nil:
		return nil, err
	}
	n := binary.LittleEndian.Uint32(h[:])
	if n == 0 || n > maxFrame {
		return nil, errTorn
	}
	content := make([]byte, 0, min(n, 1<<16)) // the length may be damaged
	content, err := appendN(content, r, int(n))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errTorn
	case err != nil:
		return nil, err
	case crc32.Checksum(content, castagnoli) != binary.LittleEndian.Uint32(h[4:]):
		return nil, errTorn
	}
	return content, nil
}

// appendN reads n bytes. Its error is io.ErrUnexpectedEOF if there are fewer.
func appendN(b []byte, r io.Reader, n int) ([]byte, error) {
	for len(b) < n {
		part := min(n-len(b), max(len(b), 1<<16))
		b = append(b, make([]byte, part)...)
		if _, err := io.ReadFull(r, b[len(b)-part:]); err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
	}
	return b, nil
}

// cut removes what is behind the last whole frame, if it is what a crash leaves behind.
func (l *file) cut(why error) error {
	if !errors.Is(why, errTorn) {
		return &Error{l.name, why}
	}
	size, err := l.Seek(0, io.SeekEnd)
	if err != nil {
		return &Error{l.name, err}
	}
	if l.wholeBehind(size) {
		return &DamagedError{l.name, l.end}
	}
	if err := l.repair(); err != nil {
		return &Error{l.name, err}
	}
	l.store.log.Warn("the end of a session's log was not written whole and is cut off; no response depended on it", "file", l.name, "at", l.end, "bytes", size-l.end)
	return nil
}

// wholeBehind reports whether a whole frame is behind the damaged one, where that says it ends.
func (l *file) wholeBehind(size int64) bool {
	var h [frameHead]byte
	if _, err := l.ReadAt(h[:], l.end); err != nil {
		return false
	}
	next := l.end + frameHead + int64(binary.LittleEndian.Uint32(h[:]))
	if next >= size {
		return false
	}
	_, err := readFrame(io.NewSectionReader(l.File, next, size-next))
	return err == nil
}

// repair removes what is behind the last whole frame.
func (l *file) repair() error {
	if err := l.Truncate(l.end); err != nil {
		return err
	}
	l.odd = false
	return nil
}

// Append writes records as one frame and synchronizes them to the disk.
func (l *file) Append(_ uint64, records [][]byte) error {
	if l.fault != nil {
		return l.fault
	}
	if l.odd {
		if err := l.repair(); err != nil {
			return &Error{l.name, err}
		}
	}
	l.buf = appendFrame(l.buf[:0], records)
	if len(l.buf) > maxFrame {
		return &Error{l.name, fmt.Errorf("%d bytes at once", len(l.buf))}
	}
	l.odd = true
	if _, err := l.WriteAt(l.buf, l.end); err != nil {
		return &Error{l.name, err}
	}
	if err := l.Sync(); err != nil {
		return &Error{l.name, err}
	}
	l.odd = false
	l.end += int64(len(l.buf))
	if cap(l.buf) > 1<<20 {
		l.buf = nil
	}
	return nil
}

// appendFrame appends a frame with the records.
func appendFrame(b []byte, records [][]byte) []byte {
	at := len(b)
	b = append(b, make([]byte, frameHead)...)
	for _, r := range records {
		b = append(binary.AppendUvarint(b, uint64(len(r))), r...)
	}
	content := b[at+frameHead:]
	binary.LittleEndian.PutUint32(b[at:], uint32(len(content)))
	binary.LittleEndian.PutUint32(b[at+4:], crc32.Checksum(content, castagnoli))
	return b
}

// Replace writes the records to a new file and renames it.
func (l *file) Replace(records [][]byte) error {
	next, err := os.OpenFile(l.name+".new", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return &Error{l.name, err}
	}
	end, err := writeAll(next, records)
	if err == nil {
		err = os.Rename(next.Name(), l.name)
	}
	if err != nil {
		_ = next.Close()
		_ = os.Remove(next.Name()) // else the next start removes it
		return &Error{l.name, err}
	}
	if l.File != nil {
		_ = l.File.Close() // it has no name any more
	}
	l.File, l.end, l.odd = next, end, false
	if err := l.store.sync(); err != nil {
		l.fault = &Error{l.name, err}
	}
	return l.fault
}

// writeAll writes a whole log, a frame for some thousands of records, and returns its size.
func writeAll(f *os.File, records [][]byte) (size int64, err error) {
	w := bufio.NewWriterSize(f, 1<<20)
	n, _ := w.WriteString(head) // Flush returns the error
	size = int64(n)
	var frame []byte
	for len(records) > 0 {
		k := min(len(records), 4096)
		frame = appendFrame(frame[:0], records[:k])
		n, _ := w.Write(frame)
		size, records = size+int64(n), records[k:]
	}
	if err := w.Flush(); err != nil {
		return size, err
	}
	return size, f.Sync()
}

// Check returns nil: the directory is locked.
func (*file) Check() error { return nil }

// Served returns the zero time.
func (*file) Served() time.Time { return time.Time{} }

// Remove removes the file.
func (l *file) Remove() error {
	_ = l.Close()
	if err := os.Remove(l.name); err != nil {
		return &Error{l.name, err}
	}
	if err := l.store.sync(); err != nil {
		return &Error{l.name, err}
	}
	return nil
}

// DamagedError is returned for a file that is no log, or has been changed by something other than a crash.
type DamagedError struct {
	Path string
	At   int64 // the offset of the first damaged byte
}

// Error returns the file and the place.
func (e *DamagedError) Error() string {
	if e.At == 0 {
		return e.Path + " is no log of a session: move it away"
	}
	return fmt.Sprintf("%s is damaged at byte %d, with whole records behind: restore it from a copy, or move it away to begin anew", e.Path, e.At)
}

var _ store.Log = (*file)(nil)
