package main

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/jobsim/jobsim/emulator/catalog"
)

// searchErrors finds errors by a code, an HTTP status, a part of a message, or a line of a log with a code or a message.
func searchErrors(all []catalog.Error, text string) []catalog.Error {
	if status, err := strconv.Atoi(text); err == nil {
		return filter(all, func(e catalog.Error) bool { return e.Code == text || e.HTTP == status })
	}
	text = strings.ToLower(text)
	for _, matches := range []func(catalog.Error) bool{
		func(e catalog.Error) bool { return strings.ToLower(e.Code) == text },
		func(e catalog.Error) bool { return strings.Contains(searchText(e), text) },
		func(e catalog.Error) bool { return containsCode(text, e) && containsMessage(text, e) },
		func(e catalog.Error) bool { return containsCode(text, e) },
		func(e catalog.Error) bool { return containsMessage(text, e) },
	} {
		if found := filter(all, matches); len(found) > 0 {
			return found
		}
	}
	return nil
}

// withStatus returns the errors with an HTTP status.
func withStatus(all []catalog.Error, status int) []catalog.Error {
	return filter(all, func(e catalog.Error) bool { return e.HTTP == status })
}

// searchText returns the text of an error that is searched, in lower case.
func searchText(e catalog.Error) string {
	return strings.ToLower(strings.Join([]string{e.Code, e.Message, e.Where, e.Source}, "\n"))
}

// containsCode reports whether a text contains the code of an error. Codes without a letter are left out, since a number
// occurs in any text.
func containsCode(text string, e catalog.Error) bool {
	if !strings.ContainsFunc(e.Code, unicode.IsLetter) {
		return false
	}
	found, _ := regexp.MatchString(`(^|[^\w.])`+regexp.QuoteMeta(strings.ToLower(e.Code))+`($|\W)`, text)
	return found
}

// containsMessage reports whether a text contains the message of an error, with any text in place of its %s.
func containsMessage(text string, e catalog.Error) bool {
	const least = 8 // a shorter message occurs in any text
	parts := strings.Split(strings.ToLower(e.Message), "%s")
	if len(strings.Join(parts, "")) < least {
		return false
	}
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	found, _ := regexp.MatchString(strings.Join(parts, ".*"), text)
	return found
}
