package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/jobsim/jobsim/emulator"
)

// search finds errors by what somebody has at hand: a code, a part of a message, or a whole line of a log with both.
func search(all []emulator.CatalogEntry, text string) []emulator.CatalogEntry {
	text = strings.ToLower(text)
	for _, fits := range []func(emulator.CatalogEntry) bool{
		func(e emulator.CatalogEntry) bool { return strings.ToLower(e.Code) == text },
		func(e emulator.CatalogEntry) bool { return strings.Contains(prose(e), text) },
		func(e emulator.CatalogEntry) bool { return codeIn(e, text) && messageIn(e, text) },
		func(e emulator.CatalogEntry) bool { return codeIn(e, text) },
		func(e emulator.CatalogEntry) bool { return messageIn(e, text) },
	} {
		if found := chosen(all, fits); len(found) > 0 {
			return found
		}
	}
	return nil
}

func chosen(all []emulator.CatalogEntry, fits func(emulator.CatalogEntry) bool) []emulator.CatalogEntry {
	return slices.DeleteFunc(slices.Clone(all), func(e emulator.CatalogEntry) bool { return !fits(e) })
}

// prose is what is searched for a text.
func prose(e emulator.CatalogEntry) string {
	return strings.ToLower(strings.Join([]string{e.Code, e.Message, e.Where, e.Source}, "\n"))
}

// codeIn tells whether a text names an error. A code that is only a number would be found in any text.
func codeIn(e emulator.CatalogEntry, text string) bool {
	if !strings.ContainsFunc(e.Code, unicode.IsLetter) {
		return false
	}
	found, _ := regexp.MatchString(`(^|[^\w.])`+regexp.QuoteMeta(strings.ToLower(e.Code))+`($|\W)`, text)
	return found
}

// messageIn tells whether a text holds an error's message, whatever stands in the place of its %s.
func messageIn(e emulator.CatalogEntry, text string) bool {
	const least = 8 // a shorter message would be found in any text
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
