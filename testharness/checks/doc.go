// Package checks holds no code: its tests judge what other tests of jobsim record, by libraries that users of jobsim should
// not have to download, since they are a module of their own:
//
//	cd testharness/checks && go vet ./... && go test ./...
//
// Every exchange of the control API in the tests of package emulator is held to its OpenAPI document by kin-openapi, every
// scenario of the reader's tests to the JSON Schema by jsonschema, and the calls of clients that race for a handle to a
// sequential model by porcupine. See package emulator/internal/recording.
package checks
