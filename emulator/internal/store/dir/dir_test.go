package dir_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/jobsim/jobsim/emulator/internal/store"
	"github.com/jobsim/jobsim/emulator/internal/store/dir"
)

func open(t *testing.T, path string, log *bytes.Buffer) *dir.Store {
	t.Helper()
	s, err := dir.Open(path, slog.New(slog.NewTextHandler(log, nil)))
	require.NoError(t, err)
	return s
}

// read returns the records of a log.
func read(log store.Log) (records []string, err error) {
	var next uint64 = 1
	err = log.Read(func(number uint64, record []byte) error {
		if number != next {
			return fmt.Errorf("record %d where %d is due", number, next)
		}
		next++
		records = append(records, string(record))
		return nil
	})
	return records, err
}

func TestRecordsOutliveTheStore(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a", "b")
	s := open(t, path, new(bytes.Buffer))
	log, err := s.Create("one", [][]byte{[]byte("begin")})
	require.NoError(t, err)
	require.NoError(t, log.Append(2, [][]byte{[]byte("x"), {}, []byte("y")}))
	_, err = s.Create("one", nil)
	require.Equal(t, &store.ExistsError{Name: "one"}, err)
	_, err = s.Own("two")
	require.ErrorIs(t, err, store.ErrNotFound)
	require.NoError(t, errors.Join(log.Close(), s.Close()))

	s = open(t, path, new(bytes.Buffer))
	names, err := s.Names()
	require.NoError(t, err)
	require.Equal(t, []string{"one"}, names)
	log, err = s.Own("one")
	require.NoError(t, err)
	for range 2 { // it may be read again
		records, err := read(log)
		require.NoError(t, err)
		require.Equal(t, []string{"begin", "x", "", "y"}, records)
	}
	require.NoError(t, log.Replace([][]byte{[]byte("anew")}))
	require.NoError(t, log.Append(2, [][]byte{[]byte("z")}))
	records, err := read(log)
	require.NoError(t, err)
	require.Equal(t, []string{"anew", "z"}, records)
	require.NoError(t, log.Remove())
	names, err = s.Names()
	require.NoError(t, err)
	require.Empty(t, names)
	require.NoError(t, s.Close())
}

// TestTornTail cuts a log at every byte of its last frame, as a crash does: the frames before are there, what is behind is cut off, which
// the log says, and what is appended then is there too.
func TestTornTail(t *testing.T) {
	t.Parallel()
	path := t.TempDir()
	name := filepath.Join(path, "one.log")
	s := open(t, path, new(bytes.Buffer))
	log, err := s.Create("one", [][]byte{[]byte("begin")})
	require.NoError(t, err)
	whole, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, log.Append(2, [][]byte{[]byte("last"), []byte("of all")}))
	longer, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, errors.Join(log.Close(), s.Close()))
	for size := len(whole); size < len(longer); size++ {
		for _, torn := range [][]byte{longer[:size], append(bytes.Clone(longer[:size]), make([]byte, len(longer)-size+100)...)} {
			require.NoError(t, os.WriteFile(name, torn, 0o600))
			var said bytes.Buffer
			s := open(t, path, &said)
			log, err := s.Own("one")
			require.NoError(t, err)
			records, err := read(log)
			require.NoError(t, err)
			require.Equal(t, []string{"begin"}, records)
			require.Equal(t, len(torn) > len(whole), bytes.Contains(said.Bytes(), []byte("is cut off")), "%d: %s", size, &said)
			require.NoError(t, log.Append(2, [][]byte{[]byte("more")}))
			records, err = read(log)
			require.NoError(t, err)
			require.Equal(t, []string{"begin", "more"}, records)
			require.NoError(t, errors.Join(log.Close(), s.Close()))
		}
	}
}

// TestDamage: a log that something other than a crash has changed is refused, and stays as it is.
func TestDamage(t *testing.T) {
	t.Parallel()
	path := t.TempDir()
	name := filepath.Join(path, "one.log")
	s := open(t, path, new(bytes.Buffer))
	defer s.Close()
	log, err := s.Create("one", [][]byte{[]byte("begin")})
	require.NoError(t, err)
	require.NoError(t, log.Append(2, [][]byte{[]byte("middle")}))
	require.NoError(t, log.Append(3, [][]byte{[]byte("last")}))
	require.NoError(t, log.Close())
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	at := bytes.Index(text, []byte("middle"))
	text[at] ^= 1
	require.NoError(t, os.WriteFile(name, text, 0o600))
	log, err = s.Own("one")
	require.NoError(t, err)
	_, err = read(log)
	damaged, ok := errors.AsType[*dir.DamagedError](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, int64(at-9), damaged.At)
	require.ErrorContains(t, err, "with whole records behind: restore it from a copy, or move it away")
	after, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, text, after)
	require.NoError(t, os.WriteFile(name, []byte("jobs: []\n"), 0o600))
	_, err = read(log)
	require.ErrorContains(t, err, "is no log of a session: move it away")
	require.NoError(t, log.Close())
}

func TestOneUser(t *testing.T) {
	t.Parallel()
	path := t.TempDir()
	s := open(t, path, new(bytes.Buffer))
	_, err := dir.Open(path, slog.New(slog.DiscardHandler))
	require.EqualError(t, err, fmt.Sprintf("the store %s is in use by process %d: end it, or use another directory", path, os.Getpid()))
	require.NoError(t, s.Close())
	require.NoError(t, open(t, path, new(bytes.Buffer)).Close())
	file := filepath.Join(path, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err = dir.Open(file, slog.New(slog.DiscardHandler))
	require.EqualError(t, err, "the store "+file+" cannot be used: not a directory")
}

// FuzzRead reads any bytes as a log: it may be refused, cut off or read, and what is read once is read again.
func FuzzRead(f *testing.F) {
	f.Add([]byte("jobsim log 1\n"))
	f.Add([]byte("jobsim log 1\n\x02\x00\x00\x00\x00\x00\x00\x00\x01a"))
	path := f.TempDir()
	f.Fuzz(func(t *testing.T, text []byte) {
		name := filepath.Join(path, "one.log")
		require.NoError(t, os.WriteFile(name, text, 0o600))
		s := open(t, path, new(bytes.Buffer))
		defer s.Close()
		log, err := s.Own("one")
		require.NoError(t, err)
		defer log.Close()
		first, err := read(log)
		if err != nil {
			return
		}
		again, err := read(log)
		require.NoError(t, err)
		require.Equal(t, first, again)
	})
}
