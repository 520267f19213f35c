package playback

import (
	"encoding/binary"
	"time"

	"github.com/jobsim/jobsim/emulator/internal/wire"
	"github.com/jobsim/jobsim/emulator/rule"
)

// The flags of a request's record.
const (
	deniedFlag = 1 << iota
	unsentFlag
)

// encodeRequest returns the record of a request: a byte of flags, and texts, each behind its length as a varint: the instant in the form
// of time.Time, method, path, path as sent, host, body, and the names and values of the headers in turn.
func encodeRequest(at time.Time, r *wire.LoggedRequest, replaces uint64) ([]byte, error) {
	size := 64 + len(r.Method) + len(r.Path) + len(r.Sent) + len(r.Host) + len(r.Body)
	for _, h := range r.Header {
		size += 4 + len(h.Name) + len(h.Value)
	}
	b := binary.AppendUvarint(append(make([]byte, 0, size), requestRecord), replaces)
	var flags byte
	if r.Denied {
		flags |= deniedFlag
	}
	if r.Unsent {
		flags |= unsentFlag
	}
	instant, err := at.MarshalBinary()
	b = appendText(append(b, flags), instant)
	for _, text := range []string{r.Method, r.Path, r.Sent, r.Host} {
		b = appendText(b, text)
	}
	b = appendText(b, r.Body)
	for _, h := range r.Header {
		b = appendText(appendText(b, h.Name), h.Value)
	}
	return b, err
}

func appendText[T string | []byte](b []byte, text T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// decodeRequest returns the request of a record, whose kind and number were cut off.
func decodeRequest(b []byte) (at time.Time, r *wire.LoggedRequest, err error) {
	if len(b) == 0 {
		return at, nil, errForm
	}
	r = &wire.LoggedRequest{Denied: b[0]&deniedFlag != 0, Unsent: b[0]&unsentFlag != 0}
	t := texts{rest: b[1:]}
	err = at.UnmarshalBinary(t.next())
	r.Method, r.Path, r.Sent, r.Host = string(t.next()), string(t.next()), string(t.next()), string(t.next())
	if body := t.next(); len(body) > 0 {
		r.Body = append(r.Body, body...) // b is the store's
	}
	for len(t.rest) > 0 && !t.bad {
		r.Header = append(r.Header, rule.Header{Name: string(t.next()), Value: string(t.next())})
	}
	if err != nil || t.bad {
		return at, nil, errForm
	}
	return at.UTC(), r, nil
}

// errForm is returned for a record that no version of this program has written.
var errForm = &SnapshotError{"a record of the log has an unknown form"}

// texts reads texts behind their lengths.
type texts struct {
	rest []byte
	bad  bool
}

func (t *texts) next() []byte {
	n, k := binary.Uvarint(t.rest)
	if k <= 0 || n > uint64(len(t.rest)-k) {
		t.bad = true
		return nil
	}
	text := t.rest[k : k+int(n)]
	t.rest = t.rest[k+int(n):]
	return text
}
