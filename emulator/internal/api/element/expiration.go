package element

import (
	"time"

	"github.com/jobsim/jobsim/emulator/internal/world"
)

// expiry are the parameters that say when a snapshot expires (ND createsnapshot).
type expiry struct {
	given     bool // expirationTime is present
	at        expiration
	retention time.Duration // 0: none
}

// read reads expirationTime and retention, which exclude each other. A time that is no ISO 8601 date means never.
func (e *expiry) read(in *params) {
	value, _ := in.find("expirationTime")
	text := value.String()
	e.given = value.Raw != ""
	e.at.fifo = text == "fifo"
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		e.at.at = at
	}
	e.retention = in.duration("retention")
	if text != "" && e.retention != 0 {
		in.fail(apiErrorWithMessage("xInvalidParameter", "expirationTime cannot be used with retention"))
	}
}

// expiration returns when a snapshot expires that is made now.
func (e *expiry) expiration(tx *world.Tx) expiration {
	if e.retention != 0 {
		return expiration{at: tx.At().Add(e.retention)}
	}
	return e.at
}
