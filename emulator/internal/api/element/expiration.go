package element

import (
	"fmt"
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
	e.retention = in.retention("retention")
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

// retention reads a duration of the format HH:mm:ss; it returns 0 if it is absent or empty.
func (in *params) retention(name string) time.Duration {
	text := in.text(name)
	if text == "" {
		return 0
	}
	var hours, minutes, seconds uint16
	if n, err := fmt.Sscanf(text+" ", "%d:%d:%d ", &hours, &minutes, &seconds); n < 3 || err != nil {
		in.fail(apiErrorWithMessage("xInvalidParameter", name+" must have the format HH:mm:ss"))
	}
	return time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second
}
