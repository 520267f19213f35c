package main

import (
	"strings"

	"github.com/jobsim/jobsim/emulator/admin"
	"github.com/jobsim/jobsim/emulator/catalog"
)

// nativeErrors returns the native errors for the control API, with commands for the server at a URL.
func nativeErrors(url string) ([]admin.NativeError, error) {
	all, err := catalog.Errors("")
	docs := make([]admin.NativeError, len(all))
	for i, e := range all {
		docs[i] = admin.NativeError{
			API: e.API, APIs: e.APIs, Code: e.Code, HTTP: e.HTTP, Message: e.Message, Where: e.Where, Source: e.Source, Grade: string(e.Grade),
			Body: e.Body, Rule: e.Rule, Step: e.Step, Curl: strings.ReplaceAll(e.Curl, catalog.DefaultURL, url),
		}
	}
	return docs, err
}
