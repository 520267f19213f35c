package drs

import (
	"errors"
	"regexp"
	"strings"
	"unicode"

	"github.com/google/uuid"
)

// generatedID matches the ids that DRS generates, as its documents print them: a UUID whose last group ends in "jb" and
// the codes of scenario and engine, so that it is not one by RFC 9562.
var generatedID = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{7,8}jb[0-9a-z]{2,3}$`)

var errID = errors.New("want a token of 1 to 64 characters without spaces")

// checkID returns an error if a scenario cannot use the id for a task.
func checkID(id string) error {
	unfit := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	if id == "" || len(id) > 64 || strings.ContainsFunc(id, unfit) {
		return errID
	}
	return nil
}

// validID reports whether a request may use the id, for a value of the setting drs.id-check.
func validID(check, id string) bool {
	switch check {
	case "strict":
		return generatedID.MatchString(id)
	case "lenient":
		return checkID(id) == nil
	default:
		return true
	}
}

// idOf returns the id of a new task: 36 characters, the last five of them the codes of its scenario and its engine. The
// codes are read off the ids that the documents print [inferred]; engines that do not occur there share one code.
func idOf(u uuid.UUID, use, engine string) string {
	scenario, code := "1", "0b"
	switch use {
	case synchronization:
		scenario = "2"
	case disasterRecovery:
		scenario = "5"
	}
	switch engine {
	case "mysql":
		code = "01"
	case "cloudDataGuard-mysql":
		code = "02"
	case "mongodb":
		code = "05"
	}
	u[6] = u[6]&0x0f | 0x40 // the documents' ids are of version 4
	return u.String()[:31] + "jb" + scenario + code
}
