package sdrs

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// maxText is the maximum length of a name or a description, in bytes.
const maxText = 64

// nameForm matches valid names (sdrs_05_0401).
var nameForm = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// checkName returns an error if the name is empty, too long, or has characters outside nameForm.
func checkName(s string) error {
	if len(s) > maxText || !nameForm.MatchString(s) {
		return table.Error("SDRS.0202")
	}
	return nil
}

// checkDescription returns an error if the description is too long or contains angle brackets.
func checkDescription(s *string) error {
	if s != nil && (len(*s) > maxText || strings.ContainsAny(*s, "<>")) {
		return table.Error("SDRS.0212")
	}
	return nil
}

// decodeMember decodes a required member of the body into v.
func decodeMember(c *wire.Call, name string, v any) error {
	ok, err := otc.Member(c, name, v)
	if err == nil && !ok {
		return unsaid(false, fmt.Sprintf("the body has no member %q", name))
	}
	return err
}

// unsaid returns the error of a wrong request that has no code of its own unless ok. The reason is for the journal.
func unsaid(ok bool, reason string) error {
	if ok {
		return nil
	}
	return wire.Because(table.Error("SDRS.0201"), reason)
}

// firstError returns the first error that is not nil.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// check returns the error with the code unless ok.
func check(holds bool, code string) error {
	if !holds {
		return table.Error(code)
	}
	return nil
}
