package sdrs

import (
	"regexp"
	"strings"

	"github.com/jobsim/jobsim/emulator/internal/api/otc"
	"github.com/jobsim/jobsim/emulator/internal/wire"
)

// maxText is how many bytes a name or a description may have.
const maxText = 64

// nameForm is what names are made of (sdrs_05_0401).
var nameForm = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// checkName refuses a name that is empty, too long or of other letters.
func checkName(s string) error {
	if len(s) > maxText || !nameForm.MatchString(s) {
		return table.Error("SDRS.0202")
	}
	return nil
}

// checkDescription refuses a description that is too long or holds angle brackets.
func checkDescription(s *string) error {
	if s != nil && (len(*s) > maxText || strings.ContainsAny(*s, "<>")) {
		return table.Error("SDRS.0212")
	}
	return nil
}

// member decodes what a request must wrap in a member.
func member(c *wire.Call, name string, v any) error {
	ok, err := otc.Member(c, name, v)
	if err == nil && !ok {
		return table.Error("SDRS.0201")
	}
	return err
}

// first is the first error of several checks.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// need refuses with a code unless something holds.
func need(holds bool, code string) error {
	if !holds {
		return table.Error(code)
	}
	return nil
}
