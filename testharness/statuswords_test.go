package testharness_test

import (
	"strings"

	"github.com/tidwall/gjson"
)

// statusWords returns the status words and error codes in a response's body, in the order of the API's envelope. For a body
// that is not a JSON object it returns what the body is instead.
func statusWords(body string) []string {
	root := gjson.Parse(body)
	switch {
	case body == "":
		return []string{"empty"}
	case strings.HasPrefix(body, "<"):
		return []string{"html"}
	case !gjson.Valid(body):
		return []string{"garbled"}
	case !root.IsObject():
		return []string{body}
	}
	if list := root.Get("results"); list.IsArray() { // of DRS
		words := []string{}
		for _, item := range list.Array() {
			words = append(words, valuesAt(item, "status", "error_code")...)
		}
		return words
	}
	if element := root.Get("result"); element.Exists() {
		return valuesAt(element, "status", "error.name")
	}
	if valuesAt(root, "error.name") != nil {
		return valuesAt(root, "error.name")
	}
	return valuesAt(root, "status", "error_code", "error.code", "badRequest.code", "itemNotFound.code")
}

// valuesAt returns the non-empty values at some paths.
func valuesAt(v gjson.Result, paths ...string) []string {
	var words []string
	for _, path := range paths {
		if word := v.Get(path); word.Exists() && word.Type != gjson.Null && word.String() != "" {
			words = append(words, word.String())
		}
	}
	return words
}
