package testharness_test

import (
	"strings"

	"github.com/tidwall/gjson"
)

// told are the words that an answer's body tells a client: status words and error codes, in the order in which they stand
// in each API's envelope. A body that is no JSON object tells what it is instead.
func told(body string) []string {
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
			words = append(words, texts(item, "status", "error_code")...)
		}
		return words
	}
	if element := root.Get("result"); element.Exists() {
		return texts(element, "status", "error.name")
	}
	if texts(root, "error.name") != nil {
		return texts(root, "error.name")
	}
	return texts(root, "status", "error_code", "error.code", "badRequest.code", "itemNotFound.code")
}

// texts are what stands at some paths, as far as it says something.
func texts(v gjson.Result, paths ...string) []string {
	var words []string
	for _, path := range paths {
		if word := v.Get(path); word.Exists() && word.Type != gjson.Null && word.String() != "" {
			words = append(words, word.String())
		}
	}
	return words
}
